import { createHash } from 'node:crypto'
import { nowMs } from '#lib/core/index.ts'

/** Rows are keyed by the hash of their id: for codes and tokens the id is the secret itself. */
export const hashId = (id: string): Buffer => createHash('sha256').update(id).digest()

/** When something that lives `expiresIn` more seconds is over; null when it doesn't say. */
export const expiry = (expiresIn: number | undefined): Date | null =>
  expiresIn === undefined ? null : new Date(nowMs() + expiresIn * 1000)
