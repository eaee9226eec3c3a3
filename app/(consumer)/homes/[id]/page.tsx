import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeviceList } from '#components/home/device-list.tsx'
import { homeName, meterName } from '#components/home/home-name.ts'
import { LevelList } from '#components/home/level-list.tsx'
import { LevelTag } from '#components/home/level-tag.tsx'
import { ProofWays } from '#components/home/proof-ways.tsx'
import {
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

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ added?: string; proved?: string; linked?: string; released?: string }>
}

export const metadata: Metadata = { title: 'Your home' }

export default async function HomePage({ params, searchParams }: Props) {
  const { id } = await params
  const actor = await requireConsumer(`/homes/${id}`)
  const home = isId('occupancy', id) ? await showHome(actor, id) : undefined
  if (!home) notFound()
  const devices = (await listDevices(actor.accountId)).filter(({ occupancyId }) => occupancyId === id)
  const past = home.lived === 'before'
  return (
    <Page>
      <WhatHappened home={home} search={await searchParams} />
      <PageTitle caption={<a href="/homes">Your homes</a>}>{homeName(home)}</PageTitle>
      <LevelTag home={home} />
      <About home={home} />
      {!past && (
        <Section heading={home.level === 0 ? 'Prove that you live there' : 'Prove more'} id="prove">
          {home.level < 3 ? (
            <ProofWays home={id} methods={openWays(home)} phone={env().supportPhone} />
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
    </Page>
  )
}

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
  if (search.linked !== undefined) return <Notice kind="done" title="Your device was linked" />
  if (search.released !== undefined) return <Notice kind="done" title="The device is no longer yours here" />
  if (!home.ranOut) return null
  return (
    <Notice kind="caution" title="Your proof has run out">
      <p>A proof counts for 12 months. Prove again that you live there, and all is as it was.</p>
    </Notice>
  )
}

function About({ home }: { home: ShownHome }) {
  const { startsAt, endsAt, opensAt, verifiedUntil, lived } = home
  return (
    <SummaryList
      rows={[
        { term: 'Meter', details: meterName(home) },
        { term: 'Moved in', details: <DateText date={startsAt} /> },
        ...(endsAt ? [{ term: 'Moved out', details: <DateText date={endsAt} /> }] : []),
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
