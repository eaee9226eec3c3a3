import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { RateLimited } from './rate-limited.ts'
import { type Rate, tokenBuckets } from './token-buckets.ts'

const perSecond = (rate: number): Rate => ({ perSecond: rate, burst: 2 * rate })
const perHour = (rate: number): Rate => ({ perSecond: rate / 3600, burst: rate })

/** E-mails with a link an hour to one address, whoever asks for them. */
const LINKS_TO_ONE_MAILBOX = 5

/** Where requests are counted. Each process counts for itself: N processes let N times as much through. */
const buckets = singleton('limits', () => {
  const { addressPerSecond, clientPerSecond, ledgerPerSecond, registrationsPerHour, linksPerHour } =
    env().limits
  return {
    'address at authorisation server': tokenBuckets(perSecond(addressPerSecond)),
    'address at data API': tokenBuckets(perSecond(addressPerSecond)),
    'address at ledger': tokenBuckets(perSecond(ledgerPerSecond)),
    'address at registration': tokenBuckets(perHour(registrationsPerHour)),
    'address at passkeys': tokenBuckets(perSecond(addressPerSecond)),
    'address at asking for links': tokenBuckets(perHour(linksPerHour)),
    mailbox: tokenBuckets(perHour(LINKS_TO_ONE_MAILBOX)),
    'client at authorisation server': tokenBuckets(perSecond(clientPerSecond)),
    'client at data API': tokenBuckets(perSecond(clientPerSecond)),
  }
})

export type Counted = keyof ReturnType<typeof buckets>

/**
 * Counts one request of `who`. A client must have been authenticated first: whoever could count as somebody else
 * could keep them out.
 * @throws RateLimited when they have had their share
 */
export function takeTurn(counted: Counted, who: string): void {
  const seconds = buckets()[counted](who)
  if (seconds > 0) throw new RateLimited(seconds)
}
