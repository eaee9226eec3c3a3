import type { MailMessage } from '#lib/mail/index.ts'

const NOT_YOU = 'If this was not you'

/** For who knows nothing of it. */
const ignoreIt = {
  kind: 'text',
  text: 'Did you not ask for this? Then do nothing. Nothing happens without the link.',
} as const

/** To somebody who wants an account. It says nothing that they typed: the address may be another's. */
export const confirmAddress = (token: string): MailMessage => ({
  subject: 'Confirm your email address',
  lead: 'Open this link to go on with signing up. It works once, for 15 minutes.',
  parts: [{ kind: 'link', text: 'Go on with signing up', path: `/link/${token}` }, ignoreIt],
})

/** To somebody who has an account, and tried to sign up or asked for a link. */
export const signInByLink = (token: string): MailMessage => ({
  subject: 'Your link to sign in',
  lead: 'You have an account here. This link lets you into it. It works once, for 15 minutes.',
  parts: [{ kind: 'link', text: 'Go on to sign in', path: `/link/${token}` }, ignoreIt],
})

/** To an address that nobody signs in with. */
export const noAccount = (): MailMessage => ({
  subject: 'There is no account with this email address',
  lead: 'Somebody asked for a link to sign in with this address, but there is no account with it.',
  parts: [
    {
      kind: 'text',
      text: 'Was it you? You may have used another address. Or you can sign up with this one.',
    },
    { kind: 'link', text: 'Sign up', path: '/sign-up' },
    { kind: 'text', text: 'Was it not you? Then do nothing.' },
  ],
})

/** To who runs or watches this node: reading their mail must not be enough. */
export const noLinkForRole = (): MailMessage => ({
  subject: 'This account can’t sign in by email',
  lead: 'Somebody asked for a link to sign in to your account. Accounts like yours need a passkey or a password.',
  parts: [{ kind: 'text', text: 'If you lost both, ask who runs this service.' }],
})

export const newDevice = (device: string): MailMessage => ({
  subject: 'You signed in on a new device',
  lead: 'Somebody signed in to your account from a browser that we had not seen before.',
  parts: [
    { kind: 'facts', rows: [{ label: 'Where', value: device }] },
    { kind: 'heading', text: NOT_YOU },
    {
      kind: 'text',
      text: 'Sign everyone else out. Then remove what you do not know and change your password.',
    },
    { kind: 'link', text: 'Look at your account', path: '/account' },
  ],
})

export const methodsChanged = (what: string): MailMessage => ({
  subject: 'How you sign in has changed',
  lead: what,
  parts: [
    { kind: 'heading', text: NOT_YOU },
    {
      kind: 'text',
      text: 'Somebody else may be in your account. Sign everyone else out and remove what you do not know.',
    },
    { kind: 'link', text: 'Look at your account', path: '/account' },
  ],
})

export const recovered = (): MailMessage => ({
  subject: 'Your account was opened with an email link',
  lead: 'Somebody got back into your account with a link sent to this address.',
  parts: [
    {
      kind: 'text',
      text: 'Your energy data stays closed there until you show again that you live at your home. Your connections go on.',
    },
    { kind: 'heading', text: NOT_YOU },
    {
      kind: 'text',
      text: 'Somebody else can read your email. Change the password of your email first. Then sign in here and sign everyone else out.',
    },
    { kind: 'link', text: 'Look at your account', path: '/account' },
  ],
})
