import type { Metadata } from 'next'
import { Button, Details, ErrorSummary, Field, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { env } from '#lib/env.ts'
import { readDraft } from '#lib/register/index.ts'
import { demoHomes, demoNumberOf } from '../../../../prisma/demo-homes.ts'
import { type HomeField, parseHome } from './home-input.ts'

interface Props {
  searchParams: Promise<{ again?: string }>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${(await searchParams).again === undefined ? '' : 'Error: '}Add a home` }
}

const notFound =
  'We could not find a meter with this number at this postcode. Check both against your energy bill'

/** What came of a number and a postcode that could be read. */
const outcomes: Record<string, { field: HomeField; message: string }> = {
  'not-found': { field: 'number', message: notFound },
  'too-many': {
    field: 'number',
    message: 'That is enough tries for today. Try again tomorrow, or call us',
  },
  'added-already': { field: 'number', message: 'You have added this meter already' },
}

export default async function AddHomePage({ searchParams }: Props) {
  const actor = await requireConsumer('/homes/add')
  const { again } = await searchParams
  const typed = again === undefined ? undefined : await readDraft(actor, 'add-home')
  const errors = typed ? faultsOf(typed, again) : []
  const errorOf = (field: HomeField) => errors.find((one) => one.field === field)?.message
  return (
    <Page>
      <ErrorSummary errors={errors} />
      <PageTitle
        caption={<a href="/homes">Your homes</a>}
        lead="Two numbers from your energy bill are enough to start. After that you prove that you live there."
      >
        Add a home
      </PageTitle>
      {again && errors.length > 0 && (
        <p>Not sure what is wrong? Call {env().supportPhone}, and we look for your meter together.</p>
      )}
      <form action="/homes/add/submit" method="post" noValidate className="space-y-6">
        <Field
          name="postcode"
          label="Postcode"
          error={errorOf('postcode')}
          width="short"
          autoComplete="postal-code"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={typed?.postcode}
        />
        <Field
          name="number"
          label="Meter number from your bill"
          hint="For electricity it is called MPAN or supply number, for gas MPRN. Spaces do not matter."
          error={errorOf('number')}
          width="medium"
          autoComplete="off"
          spellCheck={false}
          defaultValue={typed?.number}
        />
        <Field
          name="movedIn"
          type="date"
          label="When did you move in?"
          hint="The day on your first bill fits best. You never see anything from before it."
          error={errorOf('movedIn')}
          width="medium"
          autoComplete="off"
          defaultValue={typed?.movedIn}
        />
        <WhereToLook />
        {env().mode === 'demo' && <DemoNumbers />}
        <Button>Add this home</Button>
      </form>
    </Page>
  )
}

/** The faults of the form; or, if there are none, what came of it. */
function faultsOf(typed: Record<string, string>, again: string | undefined) {
  const { faults, home } = parseHome(typed)
  const found = Object.entries(faults).map(([field, message]) => ({ field: field as HomeField, message }))
  if (found.length > 0) return found
  const outcome = outcomes[again ?? '']
  if (!outcome) return []
  if (again !== 'not-found' || !home?.number.doubtful) return [outcome]
  return [{ ...outcome, message: `${notFound}. One of its digits looks wrong` }]
}

function WhereToLook() {
  return (
    <Details summary="Where do I find the number?">
      <p>
        Electricity: look for a box with an S and two rows of digits. You can type all 21 digits, or only the
        13 of the lower row.
      </p>
      <p>Gas: look for MPRN or meter point reference. It has 6 to 11 digits.</p>
      <p>Each meter is added on its own: one for electricity, one for gas.</p>
    </Details>
  )
}

/** Numbers that work here. Only ever rendered in demo mode. */
function DemoNumbers() {
  const free = demoHomes.filter(({ occupant }) => occupant === undefined)
  return (
    <Notice title="Demo: meters that you can add">
      <p>These homes are made up, and nobody lives there yet.</p>
      <ul className="list-disc space-y-1 pl-6">
        {free.map((home) => (
          <li key={home.numberBody}>
            {home.fuel === 'gas' ? 'Gas' : 'Electricity'}: {demoNumberOf(home)} at {home.postcode}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
