import { AppError, singleton } from '#lib/core/index.ts'
import { type PendingRecord, recordBatch, usableOnce } from './store.ts'

const MOST = 500

interface Waiting extends PendingRecord {
  resolve: () => void
  reject: (error: unknown) => void
}

/** Records that wait for the next commit of this process. */
const queue = singleton('disclosure-queue', () => ({ waiting: [] as Waiting[], running: false }))

/**
 * Uses up the proof, if it is one that works once, and records the disclosure; resolves when both are durable, and
 * only then may the answer leave. Whatever arrives while one commit is under way shares the next (group commit).
 * @throws AppError unauthenticated `proof-replayed` when the proof was used before.
 */
export function recordDisclosure(pending: PendingRecord): Promise<void> {
  return new Promise((resolve, reject) => {
    queue().waiting.push({ ...pending, resolve, reject })
    void drain()
  })
}

async function drain(): Promise<void> {
  const state = queue()
  if (state.running) return
  state.running = true
  try {
    while (state.waiting.length) await commit(state.waiting.splice(0, MOST))
  } finally {
    state.running = false
  }
}

/** When one of them can't be recorded, since its connection was erased meanwhile, the others are none the worse. */
async function commit(batch: Waiting[]): Promise<void> {
  try {
    const recorded = new Set(await recordBatch(firstUses(batch)))
    for (const item of batch) {
      if (recorded.has(item)) item.resolve()
      else item.reject(new AppError('unauthenticated', 'proof-replayed', 'This DPoP proof was used before.'))
    }
  } catch (error) {
    if (batch.length > 1 && isAboutGone(error)) return commitEach(batch)
    for (const item of batch) item.reject(isAboutGone(error) ? gone() : error)
  }
}

async function commitEach(batch: Waiting[]): Promise<void> {
  for (const item of batch) await commit([item])
}

const gone = () => new AppError('unauthenticated', 'token-not-accepted', 'The access token is not accepted.')

/** A foreign key leads nowhere (SQLSTATE 23503): nothing of the statement was kept. */
const isAboutGone = (error: unknown): boolean => (error as { code?: unknown }).code === '23503'

/** A batch without those that bring a proof of an earlier one in it. */
function firstUses(batch: Waiting[]): Waiting[] {
  const seen = new Set<string>()
  return batch.filter((item) => {
    const hash = usableOnce(item)?.hash.toString('hex')
    if (hash === undefined) return true
    return !seen.has(hash) && seen.add(hash)
  })
}
