/** The times of a key, from which every process reads the same state. */
export interface KeyTimes {
  signsFrom: Date
  retiredAt: Date | null
}

/**
 * announced: published, so that copies of our keys know it before it signs. signing: made with it is what we make.
 * retiring: published, so that what it signed is still accepted. retired: neither.
 */
export type KeyState = 'announced' | 'signing' | 'retiring' | 'retired'

/** The state of one key among all of its use, at `nowMs`. */
export function stateOf(key: KeyTimes, all: readonly KeyTimes[], nowMs: number): KeyState {
  if (key.retiredAt && key.retiredAt.getTime() <= nowMs) return 'retired'
  if (key.signsFrom.getTime() > nowMs) return 'announced'
  return key === signingAt(all, nowMs) ? 'signing' : 'retiring'
}

/** The published keys of a use: the one that signs first, then those that are only accepted. */
export function order<K extends KeyTimes>(all: readonly K[], nowMs: number): K[] {
  const published = all.filter((key) => stateOf(key, all, nowMs) !== 'retired')
  const signing = signingAt(published, nowMs)
  return signing ? [signing, ...published.filter((key) => key !== signing)] : []
}

/** When the next state of one of these begins; Infinity when nothing is to come. */
export function nextChange(all: readonly KeyTimes[], nowMs: number): number {
  const times = all.flatMap(({ signsFrom, retiredAt }) => [signsFrom.getTime(), retiredAt?.getTime() ?? 0])
  return Math.min(...times.filter((time) => time > nowMs))
}

const signingAt = <K extends KeyTimes>(all: readonly K[], nowMs: number): K | undefined =>
  all
    .filter(({ signsFrom }) => signsFrom.getTime() <= nowMs)
    .reduce<K | undefined>((last, key) => (last && last.signsFrom >= key.signsFrom ? last : key), undefined)
