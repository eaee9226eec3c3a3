import { type AccountId, now } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { hashToken } from '../random-token.ts'

/** Notes that an account signed in from a browser. True when it had never done so before. */
export async function noteBrowser(accountId: AccountId, browser: string): Promise<boolean> {
  const at = now()
  const [row] = await db().$queryRaw<{ first: boolean }[]>`
    insert into known_browser (browser_hash, account_id, first_seen_at, last_seen_at)
    values (${hashToken(browser)}, ${accountId}, ${at}, ${at})
    on conflict (account_id, browser_hash) do update set last_seen_at = excluded.last_seen_at
    returning xmax = 0 as first`
  return row?.first ?? true
}

/** Whether an account has signed in from a browser. */
export async function isKnownBrowser(accountId: AccountId, browser: string): Promise<boolean> {
  return (await db().knownBrowser.count({ where: { accountId, browserHash: hashToken(browser) } })) > 0
}

/** Forgets the browsers of an account, but for `except`. */
export async function forgetBrowsers(accountId: AccountId, except: string | undefined): Promise<void> {
  const others = except === undefined ? {} : { browserHash: { not: hashToken(except) } }
  await db().knownBrowser.deleteMany({ where: { accountId, ...others } })
}
