/** What a person reads when something ends or fails. */
export interface Explanation {
  status: 200 | 400 | 403 | 404 | 500 | 502 | 503
  heading: string
  text: string
  /** The way on */
  next: { href: string; label: string }
  /** For our log and for a call to support: an OAuth code or HTTP status, never a token or a message */
  code: string
}

const NOTHING_CHANGED = 'Nothing about what you share has changed.'
const share = { href: '/', label: 'Share again' }
const start = { href: '/', label: 'Start again' }
const again = { href: '/data', label: 'Try again' }

/** Everything that can happen, in plain words. Calm, true, and it says what to do. */
export const explanations = {
  stopped: {
    status: 200,
    heading: 'Sharing has ended',
    text: 'You stopped sharing. Brightly can no longer read your data.',
    next: share,
  },
  paused: {
    status: 200,
    heading: 'Sharing is paused',
    text: 'You paused sharing. Brightly can read your data again once you resume it.',
    next: again,
  },
  over: {
    status: 200,
    heading: 'Sharing has ended',
    text: 'The time you agreed to is over. Brightly can no longer read your data.',
    next: share,
  },
  denied: {
    status: 200,
    heading: 'Nothing was shared',
    text: 'You chose not to share your energy data with Brightly. That’s fine.',
    next: { href: '/', label: 'Back to Brightly' },
  },
  kept: {
    status: 200,
    heading: 'Nothing has changed',
    text: 'You left it as it is. Brightly sees what it saw before.',
    next: { href: '/data', label: 'Back to your data' },
  },
  late: {
    status: 400,
    heading: 'That took a little too long',
    text: 'For your safety each step must be finished within a short time. Brightly got no data.',
    next: start,
  },
  mismatch: {
    status: 400,
    heading: 'We can’t tell where this came from',
    text: 'This answer doesn’t belong to a request made in this browser, so we didn’t use it.',
    next: start,
  },
  refused: {
    status: 403,
    heading: 'Brightly can’t ask for data at the moment',
    text: 'The energy data service didn’t accept us. You did nothing wrong.',
    next: start,
  },
  failed: {
    status: 502,
    heading: 'The energy data service couldn’t finish this',
    text: 'You did nothing wrong. Please try again in a few minutes.',
    next: start,
  },
  unreachable: {
    status: 503,
    heading: 'We can’t reach the energy data service',
    text: `Please try again in a few minutes. ${NOTHING_CHANGED}`,
    next: again,
  },
  unread: {
    status: 502,
    heading: 'We couldn’t get your readings',
    text: `The energy data service didn’t answer as we expected. ${NOTHING_CHANGED}`,
    next: again,
  },
  broken: {
    status: 500,
    heading: 'Something went wrong at Brightly',
    text: `You did nothing wrong. ${NOTHING_CHANGED}`,
    next: start,
  },
} as const satisfies Record<string, Omit<Explanation, 'code'>>
