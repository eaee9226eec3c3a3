import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Page, PageTitle } from '#components/ui/index.ts'
import { env } from '#lib/env.ts'
import { ActionExamples } from './action-examples.tsx'
import { ChartExamples } from './chart-examples.tsx'
import { FormExamples } from './form-examples.tsx'
import { TextExamples } from './text-examples.tsx'

export const metadata: Metadata = { title: 'Components' }

/** Every component with named examples, in demo mode only. */
export default function ComponentsPage() {
  if (env().mode !== 'demo') notFound()
  return (
    <Page>
      <PageTitle
        caption="For developers"
        lead="Every part of the interface, with examples. All of it is made up."
      >
        Components
      </PageTitle>
      <ActionExamples />
      <FormExamples />
      <TextExamples />
      <ChartExamples />
    </Page>
  )
}
