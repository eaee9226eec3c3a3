import type { NarrowingOffer } from '#lib/consent/index.ts'

/** What can be wrong with the form, by the reason why it was refused. */
export const faults = {
  'nothing-chosen': 'Choose what you no longer want to share',
  'nothing-left': 'Leave something to share, or go back and choose Stop sharing',
}

export const isFault = (text: string | undefined): text is keyof typeof faults =>
  text !== undefined && Object.hasOwn(faults, text)

/** Whether there is anything that could be shared less. */
export const canShareLess = ({ homes, permissions, coarser }: NarrowingOffer): boolean =>
  homes.length + permissions.length + coarser.length > 0
