import { z } from 'zod'

const loopback = new Set(['127.0.0.1', '[::1]'])

/** An address of a client's: over https, or on this machine, where native apps and tests live. */
export const clientAddress = z
  .url()
  .max(2_000)
  .refine(isSafe, 'must be an https address without user and fragment')

function isSafe(address: string): boolean {
  const url = URL.parse(address)
  if (!url || url.username || url.password || url.hash) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))
}
