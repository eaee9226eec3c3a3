import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button, LinkButton, Notice, Page, PageTitle } from '#components/ui/index.ts'
import { mustSignInToErase } from '#lib/account/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { listConnections } from '#lib/consent/index.ts'

export const metadata: Metadata = { title: 'Delete your account' }

/** The one page before an account is erased: what goes, what stays, and what to do first (R10). */
export default async function DeletePage() {
  const actor = await requireConsumer('/account/delete')
  if (mustSignInToErase(actor)) redirect('/sign-in?again&next=/account/delete')
  const standing = (await listConnections(actor)).filter((connection) => connection.standing)
  return (
    <Page>
      <PageTitle lead="It happens straight away, and can’t be undone.">Delete your account?</PageTitle>
      <ul className="list-disc space-y-2 pl-6">
        <li>{endsOf(standing.map(({ recipient }) => recipient.tradingName))}</li>
        <li>We erase your name, your email address, your homes and what you agreed to.</li>
        <li>
          The public ledger keeps its entries, which never had your name. Afterwards nobody can tell that they
          were yours.
        </li>
        <li>Companies may still have what you shared before. You can ask them to delete it.</li>
      </ul>
      <Notice title="Do you want to keep something?">
        <p>
          Your receipts and your history go too. <a href="/account/export">Download your data</a> first.
        </p>
      </Notice>
      <form action="/account/delete/confirm" method="post" className="flex flex-wrap gap-3">
        <Button variant="danger">Delete my account now</Button>
        <LinkButton href="/connections" variant="quiet">
          Keep my account
        </LinkButton>
      </form>
    </Page>
  )
}

function endsOf(names: string[]): string {
  if (names.length === 0) return 'You share with nobody at the moment, so no sharing ends.'
  return `All sharing ends: ${[...new Set(names)].join(', ')}.`
}
