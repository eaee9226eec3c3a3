import type { Metadata } from 'next'
import { Button, ErrorSummary, Field, Page, PageTitle } from '#components/ui/index.ts'
import { safeReturn } from '#lib/auth/index.ts'
import { faults, readTyped } from './fields.ts'

type Search = Promise<{ next?: string; problem?: string | string[] }>

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  return { title: (await searchParams).problem ? 'Error: Sign up' : 'Sign up' }
}

const ASKED = 'Then you see who is asking and what for. Nothing is shared by signing up.'
const LEAD = 'See which companies can see your energy data, and stop any of them.'

export default async function SignUpPage({ searchParams }: { searchParams: Search }) {
  const { next, problem } = await searchParams
  const returnTo = safeReturn(next, '/connections')
  const typed = problem ? await readTyped() : undefined
  const problems = [problem ?? []].flat()
  const fault = (field: 'name' | 'email') => (problems.includes(field) ? faults[field] : undefined)
  return (
    <Page>
      <ErrorSummary errors={summarise(problems)} />
      <PageTitle lead={returnTo.startsWith('/interaction/') ? ASKED : LEAD}>Sign up</PageTitle>
      <form action="/sign-up/submit" method="post" noValidate className="space-y-6">
        <input type="hidden" name="next" value={returnTo} />
        <Field
          name="name"
          label="Your name"
          hint="As you write it. Others in your home may see it."
          autoComplete="name"
          spellCheck={false}
          defaultValue={typed?.name}
          error={fault('name')}
          required
        />
        <Field
          name="email"
          label="Email address"
          hint="We send you a link to check that it is yours."
          type="email"
          autoComplete="email"
          spellCheck={false}
          defaultValue={typed?.email}
          error={fault('email')}
          required
        />
        <Button>Send me the link</Button>
      </form>
      <p>
        Do you have an account? <a href={`/sign-in?next=${encodeURIComponent(returnTo)}`}>Sign in</a>
      </p>
    </Page>
  )
}

const summarise = (problems: string[]) =>
  (['name', 'email', 'links'] as const)
    .filter((field) => problems.includes(field))
    .map((field) => ({ field: field === 'links' ? 'email' : field, message: faults[field] }))
