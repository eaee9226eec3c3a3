import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeviceList } from '#components/home/device-list.tsx'
import { homeName, meterName } from '#components/home/home-name.ts'
import { LevelList } from '#components/home/level-list.tsx'
import { LevelTag } from '#components/home/level-tag.tsx'
import { ProofWays } from '#components/home/proof-ways.tsx'
import {
  Button,
  DateText,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  SummaryList,
  Table,
} from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { isId } from '#lib/core/index.ts'
import { deviceKinds, levels, listDevices } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { type ShownHome, showHome } from '#lib/occupancy/index.ts'
import { showTenancy, type Tenancy } from '#lib/tenancy/index.ts'

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{
    added?: string
    proved?: string
    linked?: string
    released?: string
    still?: string
    moved?: string
  }>
}

export const metadata: Metadata = { title: 'Your home' }

export default async function HomePage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await requireConsumer(`/homes/${id}`)
  const home = isId('occupancy', id) ? await showHome(actor, id) : undefined
  if (!home) notFound()
  const devices = (await listDevices(actor.accountId)).filter(({ occupancyId }) => occupancyId === id)
  const { held, meterChanges } = await showTenancy(actor, home.occupancyId)
  const past = home.lived === 'before'
  return (
    <Page>
      <WhatHappened home={home} search={await searchParams} />
      <PageTitle caption={<a href="/homes">Your homes</a>}>{homeName(home)}</PageTitle>
      <LevelTag home={home} />
      {held && <Held id={id} held={held} said={(await searchParams).still} />}
      <About home={home} meterChanges={meterChanges} />
      {(!past || held) && (
        <Section heading={home.level === 0 || held ? 'Prove that you live there' : 'Prove more'} id="prove">
          {home.level < 3 || held ? (
            <ProofWays
              home={id}
              methods={held ? waysToShowThatTheyAreThere(home) : openWays(home)}
              phone={env().supportPhone}
            />
          ) : (
            <p>You have proved all that there is to prove.</p>
          )}
          {env().mode === 'demo' && home.demo && <ToDemoHome id={id} />}
        </Section>
      )}
      <Section heading="What each level opens" id="levels">
        <LevelList levels={levels} now={home.level} />
      </Section>
      <Section heading="Car, charger and heat pump" id="devices">
        <DeviceList
          home={id}
          devices={devices.map((device) => ({ ...device, kindName: deviceKinds[device.kind] }))}
        />
        {!past && (
          <p>
            <LinkButton href={`/homes/${id}/devices/add`} variant="quiet">
              Link a device
            </LinkButton>
          </p>
        )}
      </Section>
      {home.tried.length > 0 && <Tried home={home} />}
      {!past && home.endsAt === null && (
        <Section heading="Moving out" id="moving">
          <p>Tell us when you move out. Then nothing of later is shown or shared.</p>
          <p>
            <LinkButton href={`/homes/${id}/move-out`} variant="quiet">
              I am moving out
            </LinkButton>
          </p>
        </Section>
      )}
    </Page>
  )
}

/** Who objects to having moved out must show anew that they are in the home. */
const waysToShowThatTheyAreThere = ({ methods }: ShownHome) => methods.filter((method) => method !== 'holder')

/** Ways that would still add something. */
const openWays = ({ methods, level }: ShownHome) =>
  methods.filter((method) => (method === 'holder' ? level !== 1 : level < 2))

function WhatHappened({ home, search }: { home: ShownHome; search: Awaited<Props['searchParams']> }) {
  if (search.proved !== undefined && home.level > 0) {
    return (
      <Notice kind="done" title="Thank you, that is proved">
        <p>
          {home.level === 1
            ? 'You can now see and share daily and monthly totals, from today.'
            : 'You can now see and share every half hour.'}
        </p>
      </Notice>
    )
  }
  if (search.added !== undefined && home.level === 0) {
    return (
      <Notice kind="done" title="Your home was added">
        <p>Nothing is shown or shared yet. Next, prove that you live there.</p>
      </Notice>
    )
  }
  if (search.still === 'restored')
    return <Notice kind="done" title="Thank you. Everything goes on as it was" />
  if (search.moved !== undefined)
    return (
      <Notice kind="done" title="Thank you, we know when you move out">
        <p>Your connections of this home end with it. What is yours of your time there stays yours.</p>
      </Notice>
    )
  if (search.linked !== undefined) return <Notice kind="done" title="Your device was linked" />
  if (search.released !== undefined) return <Notice kind="done" title="The device is no longer yours here" />
  if (!home.ranOut) return null
  return (
    <Notice kind="caution" title="Your proof has run out">
      <p>A proof counts for 12 months. Prove again that you live there, and all is as it was.</p>
    </Notice>
  )
}

const outcomes: Record<string, { title: string; text: string }> = {
  'prove-first': {
    title: 'Prove it once more first',
    text: 'Use one of the ways below. Then say again that you still live here.',
  },
  'too-late': {
    title: 'The 14 days are over',
    text: 'Call us if you still live here. We look at it with you.',
  },
}

/** A holder says that they moved out (T3). */
function Held({
  id,
  held,
  said,
}: {
  id: string
  held: NonNullable<Tenancy['held']>
  said: string | undefined
}) {
  const outcome = outcomes[said ?? '']
  return (
    <>
      {outcome && (
        <Notice kind="caution" title={outcome.title}>
          <p>{outcome.text}</p>
        </Notice>
      )}
      <Notice kind="caution" title={`${held.by} says that you moved out`}>
        <p>
          They told us that somebody else lives here since <DateText date={held.from} />. So nothing is shared
          from this home, and you see nothing of later.
        </p>
        <p>
          If you moved out, there is nothing to do. If you still live here, say so until{' '}
          <DateText date={held.disputeUntil} />. You will prove it once more, and all goes on as it was.
        </p>
        <form action={`/homes/${id}/still-here`} method="post" className="pt-2">
          <Button variant="quiet">I still live here</Button>
        </form>
      </Notice>
    </>
  )
}

function About({ home, meterChanges }: { home: ShownHome; meterChanges: readonly Date[] }) {
  const { startsAt, endsAt, opensAt, verifiedUntil, lived, held } = home
  return (
    <SummaryList
      rows={[
        { term: 'Meter', details: meterName(home) },
        { term: 'Moved in', details: <DateText date={startsAt} /> },
        ...(endsAt && !held
          ? [{ term: lived === 'before' ? 'Moved out' : 'Moving out', details: <DateText date={endsAt} /> }]
          : []),
        {
          term: 'Readings shown',
          details: opensAt ? (
            <>
              From <DateText date={opensAt} />
              {opensAt > startsAt &&
                '. Earlier data belongs to earlier residents, until you prove your first day.'}
            </>
          ) : (
            'None, until you prove that you live there'
          ),
        },
        ...meterChanges.map((date, i) => ({
          term: i === 0 ? 'Meter changed' : `Meter changed (${i + 1})`,
          details: <DateText date={date} />,
        })),
        ...(verifiedUntil && lived !== 'before' && home.level > 0
          ? [{ term: 'Proof counts until', details: <DateText date={verifiedUntil} /> }]
          : []),
      ]}
    />
  )
}

const ToDemoHome = ({ id }: { id: string }) => (
  <Notice title="Demo: you cannot go there">
    <p>This home is made up. We show you what you would find there.</p>
    <p className="pt-2">
      <LinkButton href={`/demo/home/${id}`} variant="quiet" small>
        Look at the demo home
      </LinkButton>
    </p>
  </Notice>
)

const words: Record<string, string> = {
  address: 'Postcode and meter number',
  'meter-reading': 'Reading on the meter',
  letter: 'Code of a letter',
  holder: 'Word of a supplier',
}

function Tried({ home }: { home: ShownHome }) {
  return (
    <Section heading="What was tried" id="tried">
      <p className="text-muted">We keep how, when and what came of it. We do not keep what was typed.</p>
      <Table
        caption="What was tried to prove this home"
        captionHidden
        stack
        columns={[{ label: 'When' }, { label: 'How' }, { label: 'What came of it' }]}
        rows={home.tried.map(({ id, method, accepted, at }) => ({
          key: id,
          cells: [
            <DateText key="at" date={at} format="day-time" />,
            words[method] ?? method,
            accepted ? 'Accepted' : 'Did not fit',
          ],
        }))}
      />
    </Section>
  )
}
