import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ConsentSummary } from '#lib/consent/index.ts'
import { ConsentHeading } from './consent-heading.tsx'
import { ConsentTerms } from './consent-terms.tsx'
import { ProposedChanges } from './proposed-changes.tsx'

const summary: ConsentSummary = {
  version: 1,
  locale: 'en-GB',
  recipient: {
    product: 'Brightly',
    tradingName: 'Brightly',
    legalName: 'Brightly Energy Advice Ltd (demo)',
    registerNumber: 'DEMO-0002',
    verified: true,
    website: 'https://brightly.demo.example',
    privacyUrl: 'https://brightly.demo.example/privacy',
    phone: '08081 570 300',
  },
  purpose: 'To compare your electricity use with tariffs.',
  clusters: [
    { permission: 'p', heading: 'Electricity use', lines: ['Each half hour.'], reveals: 'When you are in.' },
  ],
  notShared: ['They cannot switch your supplier.'],
  historyFrom: '2025-11-01',
  until: '2027-05-31',
  onwardSharing: [],
  returnsTo: 'http://127.0.0.1:3100',
}

const render = (given: ConsentSummary) =>
  renderToStaticMarkup(<ConsentHeading summary={given} />) +
  renderToStaticMarkup(<ProposedChanges summary={given} />) +
  renderToStaticMarkup(<ConsentTerms summary={given} />)

/** As PostgreSQL gives JSON back: the same, with its members in another order. */
const stored = JSON.parse(
  JSON.stringify(summary, Object.keys({ ...summary.recipient, ...summary.clusters[0], ...summary }).sort()),
) as ConsentSummary

test('[C16] a stored summary renders again, byte for byte, as it was shown', () => {
  expect(Object.keys(stored)).not.toEqual(Object.keys(summary))
  expect(render(stored)).toBe(render(summary))
})

const change: ConsentSummary = {
  ...summary,
  clusters: summary.clusters.map((cluster) => ({ ...cluster, mark: 'more detail' })),
  changes: {
    since: '2026-06-30',
    list: [
      { part: 'usage', mark: 'more detail', now: 'Use each day', asked: 'Use every half hour' },
      { part: 'history', mark: 'further back', now: '2026-01-01', asked: '2025-11-01' },
      { part: 'other', mark: 'no longer shared', now: 'Your area', asked: null },
    ],
  },
}

test('[C16] [R7] so does one that asks for a change, with each mark in words', () => {
  const kept = JSON.parse(JSON.stringify(change)) as ConsentSummary
  expect(render(kept)).toBe(render(change))
  const html = render(change)
  const words = [
    'is asking to change what you share',
    '30 June 2026',
    'More detail',
    'Further back',
    '1 January 2026',
  ]
  for (const text of [...words, 'Use each day', 'No longer shared', 'Not shared', 'stays as it is']) {
    expect(html).toContain(text)
  }
  expect(render(summary)).not.toContain('What would change')
})

test('[C1] [C2] [C3] [C4] [C8] names who asks, why, what it reveals, what is not shared and who else gets it', () => {
  const html = render(summary)
  const words = [
    'Brightly Energy Advice Ltd (demo)',
    'DEMO-0002',
    summary.purpose,
    'Each half hour.',
    'When you are in.',
    'They cannot switch your supplier.',
    'will not pass it on',
    '1 November 2025',
  ]
  for (const text of words) expect(html).toContain(text)
})

test('[C1] a company that is not active in the register bears no badge', () => {
  const html = render({ ...summary, recipient: { ...summary.recipient, verified: false } })
  expect(html).toContain('Not on the register')
  expect(html).not.toContain('DEMO-0002')
})
