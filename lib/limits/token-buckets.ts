import { LRUCache } from 'lru-cache'
import { nowMs } from '#lib/core/index.ts'

/** How fast a bucket fills, and how much it holds. */
export interface Rate {
  perSecond: number
  burst: number
}

interface Bucket {
  tokens: number
  filledAt: number
}

/** Whoever has been away longest is forgotten first; by then their bucket has long been full again. */
const MOST_KEYS = 20_000

/**
 * A token bucket for each key, in this process alone. Returns what takes a token: 0 when there was one, else the
 * seconds until there will be. Costs well below a microsecond and never waits.
 */
export function tokenBuckets({ perSecond, burst }: Rate): (key: string) => number {
  const buckets = new LRUCache<string, Bucket>({ max: MOST_KEYS })
  return (key) => {
    const now = nowMs()
    const bucket = buckets.get(key) ?? { tokens: burst, filledAt: now }
    const filled = bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond
    bucket.tokens = Math.min(burst, filled)
    bucket.filledAt = now
    buckets.set(key, bucket)
    if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond
    bucket.tokens -= 1
    return 0
  }
}
