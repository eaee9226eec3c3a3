import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { toErrors } from '#components/register/form-values.ts'
import { ProductForm } from '#components/register/product-form.tsx'
import { ErrorSummary, Page, PageTitle } from '#components/ui/index.ts'
import { requireOperator } from '#lib/auth/current-session.ts'
import { permissions } from '#lib/energy/index.ts'
import { showProduct } from '#lib/register/index.ts'
import { productFormState } from '../../../product-form-state.ts'
import { valuesOf } from '../../../product-input.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ again?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}Propose a change` }
}

export default async function EditProductPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = `/operator/products/${id}`
  const actor = await requireOperator(`${path}/edit`)
  const shown = await showProduct(actor, id)
  if (!shown) notFound()
  const state = await productFormState(
    actor,
    `product:${id}`,
    (await searchParams).again,
    valuesOf(shown.product),
  )
  return (
    <Page>
      <ErrorSummary errors={toErrors(state.faults)} />
      <PageTitle
        caption={<a href={path}>{shown.product.name}</a>}
        lead="The register keeps what it says until you have reviewed and approved the change on the next page."
      >
        Propose a change
      </PageTitle>
      <ProductForm
        {...state}
        action={`${path}/edit/submit`}
        back={path}
        isNew={false}
        permissions={Object.values(permissions)}
      />
    </Page>
  )
}
