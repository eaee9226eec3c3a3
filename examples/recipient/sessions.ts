import { randomBytes } from 'node:crypto'
import type { Attempt } from './connect.ts'
import type { Connection } from './connection.ts'
import type { Explanation } from './explanations.ts'

/** What we remember of one browser. */
export interface Session {
  /** On its way to the authorisation server */
  attempt?: Attempt | undefined
  connection?: Connection | undefined
  /** How the last attempt ended, when it didn't lead to a connection */
  outcome?: Explanation | undefined
}

/** Sessions by unguessable id, in memory only: the oldest makes room, and one unused for a while is forgotten. */
export class Sessions {
  readonly #sessions = new Map<string, { session: Session; usedAt: number }>()
  readonly #most: number
  readonly #idleMs: number

  constructor(most = 1_000, idleMs = 7 * 24 * 60 * 60 * 1_000) {
    this.#most = most
    this.#idleMs = idleMs
  }

  /** Keeps a session under a new id. */
  open(session: Session, now = Date.now()): string {
    const oldest = this.#sessions.keys().next()
    if (this.#sessions.size >= this.#most && !oldest.done) this.#sessions.delete(oldest.value)
    const id = randomBytes(32).toString('base64url')
    this.#sessions.set(id, { session, usedAt: now })
    return id
  }

  find(id: string | undefined, now = Date.now()): Session | undefined {
    const kept = id === undefined ? undefined : this.#sessions.get(id)
    if (!id || !kept) return undefined
    this.#sessions.delete(id)
    if (now - kept.usedAt > this.#idleMs) return undefined
    this.#sessions.set(id, { ...kept, usedAt: now })
    return kept.session
  }

  /** Forgets what is held for a grant, whoever's browser it came with. */
  forgetGrant(grantId: string): void {
    for (const { session } of this.#sessions.values())
      if (session.connection?.grantId === grantId) session.connection.tokens = undefined
  }

  close(id: string | undefined): void {
    if (id) this.#sessions.delete(id)
  }
}
