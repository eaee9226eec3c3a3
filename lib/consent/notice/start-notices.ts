import { type Repeating, repeat } from '#lib/core/index.ts'
import { sendSummaries } from './send-summaries.ts'
import { tellNotices } from './tell-notices.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Tells what is to be told every minute, and writes summaries every hour, until stopped. */
export function startNotices(onError: (error: unknown) => void): Repeating {
  const works = [repeat(tellNotices, MINUTE_MS, onError), repeat(sendSummaries, HOUR_MS, onError)]
  return {
    stop: async () => {
      await Promise.all(works.map((work) => work.stop()))
    },
  }
}
