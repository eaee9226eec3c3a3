import { findNames } from '#lib/auth/index.ts'

interface Acted {
  actor?: string
  proposedBy?: string | null
}

/** Names of the operators among those who acted, by their references. */
export const namesOf = (acts: readonly Acted[]): Promise<Map<string, string>> =>
  findNames(
    acts.flatMap(({ actor, proposedBy }) => [actor, proposedBy].filter((one) => typeof one === 'string')),
  )
