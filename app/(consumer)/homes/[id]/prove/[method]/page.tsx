import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { homeName } from '#components/home/home-name.ts'
import {
  Button,
  DateText,
  ErrorSummary,
  Field,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  TextArea,
} from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { isId } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { isMethod, type Method, type ShownHome, showHome } from '#lib/occupancy/index.ts'

interface Props {
  params: Promise<{ id: string; method: string }>
  searchParams: Promise<{ again?: string; sent?: string }>
}

const titles: Record<Method, string> = {
  'meter-reading': 'Type the reading on your meter',
  letter: 'Use a letter with a code',
  holder: 'Ask your energy supplier',
}

const fields: Record<Method, string> = { 'meter-reading': 'reading', letter: 'code', holder: 'assertion' }

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { method } = await params
  const { again } = await searchParams
  return { title: `${again === undefined ? '' : 'Error: '}${isMethod(method) ? titles[method] : 'Prove it'}` }
}

/** What is wrong, in kind words, by way and refusal. */
const faults: Record<Method, Record<string, string>> = {
  'meter-reading': {
    'no-match': 'That does not fit this meter. Check each digit, and type whole kWh only',
    'not-readable': 'Type the digits that your meter shows',
    'nothing-to-compare': 'There is no reading of this meter yet that we could compare with',
  },
  letter: {
    'no-match': 'That is not the code of our letter. Check each letter and digit',
    'not-readable': 'Type the 8 letters and digits of the code',
    'nothing-to-compare': 'There is no letter under way. Ask for a new one',
    'run-out': 'That letter no longer works. Ask for a new one',
  },
  holder: {
    'no-match': 'That confirmation is for another home or meter. Ask your supplier for a new one',
    'not-readable': 'That is not a confirmation that we know. It may be older than 10 minutes',
    'run-out': 'That confirmation was used before. Ask your supplier for a new one',
  },
}

const tooMany = 'That is enough tries for today. Try again tomorrow, or call us'

export default async function ProvePage({ params, searchParams }: Props) {
  const { id, method } = await params
  const { again, sent } = await searchParams
  const actor = await requireConsumer(`/homes/${id}/prove/${method}`)
  const home = isId('occupancy', id) ? await showHome(actor, id) : undefined
  if (!home || !isMethod(method)) notFound()
  if (!home.methods.includes(method)) redirect(`/homes/${id}`)
  const error = again && (again === 'too-many' ? tooMany : faults[method][again])
  return (
    <Page>
      <ErrorSummary errors={error ? [{ field: fields[method], message: error }] : []} />
      {sent !== undefined && home.letter && (
        <Notice kind="done" title="The letter is on its way">
          <p>Come back with its code. Letters that we sent before no longer work.</p>
        </Notice>
      )}
      {sent === undefined && again === 'letters' && (
        <Notice kind="caution" title="Enough letters went to this home">
          <p>We send 3 letters in 30 days. Wait a while, or call {env().supportPhone}.</p>
        </Notice>
      )}
      <PageTitle caption={<a href={`/homes/${id}`}>{homeName(home)}</a>}>{titles[method]}</PageTitle>
      <Way home={home} method={method} error={error || undefined} />
      {env().mode === 'demo' && home.demo && (
        <Notice title="Demo: where to find it">
          <p>This home is made up. Its demo page shows its meter, its post and its supplier.</p>
          <p className="pt-2">
            <LinkButton href={`/demo/home/${id}`} variant="quiet" small>
              Look at the demo home
            </LinkButton>
          </p>
        </Notice>
      )}
      <p className="text-muted">
        We compare what you type and then forget it. It does not work? Call {env().supportPhone}.
      </p>
    </Page>
  )
}

interface WayProps {
  home: ShownHome
  method: Method
  error: string | undefined
}

function Way(props: WayProps) {
  if (props.method === 'meter-reading') return <ReadingForm {...props} />
  return props.method === 'letter' ? <LetterForm {...props} /> : <HolderForm {...props} />
}

const actionOf = ({ home, method }: WayProps) => `/homes/${home.occupancyId}/prove/${method}/submit`

function ReadingForm(props: WayProps) {
  const { home, error } = props
  return (
    <form action={actionOf(props)} method="post" noValidate className="space-y-6">
      <Field
        name="reading"
        label="What your meter shows now, in kWh"
        hint="Whole kWh. Leave out what comes after the point, or is red."
        error={error}
        width="short"
        inputMode="numeric"
        autoComplete="off"
      />
      <Field
        name="first"
        label="What it showed when you moved in (optional)"
        hint={
          <>
            It is on your first bill. With it you also see readings back to <DateText date={home.startsAt} />.
            Without it they start today.
          </>
        }
        width="short"
        inputMode="numeric"
        autoComplete="off"
      />
      <Button>Check the reading</Button>
    </form>
  )
}

function LetterForm(props: WayProps) {
  const { home, error } = props
  return (
    <>
      {home.letter ? (
        <>
          <p>
            We sent a letter on <DateText date={home.letter.queuedAt} />. Its code works until{' '}
            <DateText date={home.letter.expiresAt} />, and can be tried 5 times.
          </p>
          <form action={actionOf(props)} method="post" noValidate className="space-y-6">
            <Field
              name="code"
              label="Code of the letter"
              hint="8 letters and digits. Capitals and dashes do not matter."
              error={error}
              width="medium"
              autoComplete="one-time-code"
              autoCapitalize="characters"
              spellCheck={false}
            />
            <Button>Check the code</Button>
          </form>
        </>
      ) : (
        <p id="code" tabIndex={-1}>
          We send a letter to the address that the energy industry has for your meter. It says nothing about
          you.
        </p>
      )}
      <form action={`/homes/${home.occupancyId}/letter`} method="post">
        <Button variant={home.letter ? 'quiet' : 'primary'}>
          {home.letter ? 'Send a new letter' : 'Send me a letter'}
        </Button>
      </form>
    </>
  )
}

function HolderForm(props: WayProps) {
  return (
    <>
      <ol className="list-decimal space-y-2 pl-6">
        <li>
          Give your supplier this reference:{' '}
          <span className="font-mono break-all">{props.home.occupancyId}</span>
        </li>
        <li>They check that the account is yours, and give you a confirmation.</li>
        <li>Paste it here within 10 minutes. It works once, for this home only.</li>
      </ol>
      <form action={actionOf(props)} method="post" noValidate className="space-y-6">
        <TextArea name="assertion" label="Confirmation of your supplier" error={props.error} code />
        <Button>Check the confirmation</Button>
      </form>
    </>
  )
}
