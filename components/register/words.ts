import type { ParticipantRole } from '#lib/register/participant.ts'

/** What an operator reads on a button, and what it leads to. */
export const eventWords = {
  suspend: {
    button: 'Suspend',
    effect: 'Its apps get no data from the next request on. It can be reinstated.',
  },
  deactivate: {
    button: 'Deactivate',
    effect: 'This app gets no data from the next request on. It can be reinstated.',
  },
  reinstate: { button: 'Reinstate', effect: 'Connections that are still in date work again at once.' },
  revoke: {
    button: 'Revoke',
    effect: 'It and its apps leave the register, and every connection to them ends. This can’t be undone.',
  },
  surrender: {
    button: 'Record surrender',
    effect:
      'It gives up its place: it and its apps leave the register, and every connection to them ends. This can’t be undone.',
  },
  remove: {
    button: 'Remove',
    effect: 'The app leaves the register, and every connection to it ends. This can’t be undone.',
  },
} as const

export type StatusEvent = keyof typeof eventWords

/** What the history says. */
export const pastWords: Record<string, string> = {
  enrol: 'Enrolled',
  add: 'Added',
  update: 'Details changed',
  suspend: 'Suspended',
  deactivate: 'Deactivated',
  reinstate: 'Reinstated',
  revoke: 'Revoked',
  surrender: 'Surrendered',
  remove: 'Removed',
}

export const roleWords: Record<ParticipantRole, string> = {
  'data-holder': 'Data holder',
  'data-recipient': 'Data recipient',
  regulator: 'Regulator',
  operator: 'Operator of a node',
}

/** Details by the names that the code gives them. */
export const fieldWords: Record<string, string> = {
  clientId: 'Client id',
  name: 'Name',
  description: 'Description',
  redirectUris: 'Redirect addresses',
  jwks: 'Public keys',
  permissions: 'Permissions',
  purposes: 'Purposes, word by word',
  onwardSharing: 'Who else gets the data',
  clientChoices: 'OAuth choices',
  logo: 'Logo',
}
