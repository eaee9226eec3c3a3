import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toErrors } from '#components/register/form-values.ts'
import { ProductForm } from '#components/register/product-form.tsx'
import { ErrorSummary, Page, PageTitle } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import { permissions } from '#lib/energy/index.ts'
import { showParticipant } from '#lib/register/index.ts'
import { productFormState } from '../../../product-form-state.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ again?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}Add an app` }
}

export default async function AddProductPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = `/operator/participants/${id}`
  const actor = await requireOperator(`${path}/add-product`)
  const shown = await showParticipant(actor, id)
  if (!shown) notFound()
  const state = await productFormState(actor, `add:${id}`, (await searchParams).again, {})
  return (
    <Page>
      <ErrorSummary errors={toErrors(state.faults)} />
      <PageTitle
        caption={<a href={path}>{shown.participant.tradingName}</a>}
        lead="Nothing of this is in the register until you have reviewed and approved it on the next page."
      >
        Add an app
      </PageTitle>
      <ProductForm
        {...state}
        action={`${path}/add-product/submit`}
        back={path}
        isNew
        permissions={Object.values(permissions)}
      />
    </Page>
  )
}
