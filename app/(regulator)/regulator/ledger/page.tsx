import type { Metadata } from 'next'
import { CheckpointSummary } from '#components/ledger/checkpoint-summary.tsx'
import { EntryFilter } from '#components/ledger/entry-filter.tsx'
import { EntryTable } from '#components/ledger/entry-table.tsx'
import { VerifyPanel } from '#components/ledger/verify-panel.tsx'
import { LinkButton, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireRegulator } from '#lib/auth/current-session.ts'
import { env } from '#lib/env.ts'
import { eventLabels, isEventType, listEntries, readCheckpoint, readVkey } from '#lib/ledger/index.ts'

export const metadata: Metadata = { title: 'The ledger' }

const PAGE = 50

interface Props {
  searchParams: Promise<{ type?: string; before?: string }>
}

export default async function LedgerPage({ searchParams }: Props) {
  await requireRegulator('/regulator/ledger')
  const search = await searchParams
  const type = isEventType(search.type) ? search.type : undefined
  const before = /^\d{1,18}$/.test(search.before ?? '') ? BigInt(search.before ?? '') : undefined
  const [checkpoint, entries] = await Promise.all([
    readCheckpoint(),
    listEntries({ limit: PAGE, type, before }),
  ])
  const last = entries.at(-1)
  return (
    <Page width="wide">
      <PageTitle lead="Every change of consent, in order. Entries hold no personal data. You need not trust us: check them here or offline.">
        The ledger
      </PageTitle>
      <Section heading="State of the ledger" id="state">
        <CheckpointSummary checkpoint={checkpoint} vkey={await readVkey()} address={`${env().issuer}/log`} />
        <VerifyPanel vkey={await readVkey()} />
      </Section>
      <Section heading="Entries" id="entries">
        <EntryFilter labels={eventLabels} chosen={type} />
        <EntryTable entries={entries} labels={eventLabels} />
        {last && entries.length === PAGE && (
          <LinkButton href={olderHref(type, last.index)} variant="quiet">
            Older entries
          </LinkButton>
        )}
      </Section>
    </Page>
  )
}

const olderHref = (type: string | undefined, before: bigint): string =>
  `/regulator/ledger?${new URLSearchParams({ ...(type && { type }), before: String(before) })}#entries`
