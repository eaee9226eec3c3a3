import { nowMs, type Repeating, repeat } from '#lib/core/index.ts'
import { sendDue } from './send-due.ts'
import { deleteSettled } from './store.ts'
import { openTransport } from './transport.ts'

const EVERY_MS = 5_000
const KEEP_MS = 30 * 24 * 60 * 60 * 1000

/**
 * Sends what is due, now and every five seconds, until stopped, and forgets what was settled a month ago. Any number of
 * processes may run it. Where messages stay here, it only forgets.
 */
export function startMailing(onError: (error: unknown) => void): Repeating {
  const transport = openTransport()
  const work = repeat(
    async () => {
      await deleteSettled(new Date(nowMs() - KEEP_MS))
      if (transport) await sendDue(transport.send, onError)
    },
    EVERY_MS,
    onError,
  )
  return { stop: () => work.stop().finally(() => transport?.close()) }
}
