import { AppError } from '#lib/core/index.ts'
import type { Choices } from './choices.ts'
import { type OfferedHome, tooDetailed } from './offer-homes.ts'

/**
 * The chosen homes: each one that the consumer lives in now and has proved well enough for what they chose, and none that
 * is closed since they recovered their account.
 * @throws AppError invalid `home-not-yours`, `home-not-proved`; forbidden `verify-home-again`
 */
export function chooseHomes(homes: readonly OfferedHome[], choices: Choices): OfferedHome[] {
  const chosen = homes.filter(({ supplyPointId }) => choices.supplyPoints.includes(supplyPointId))
  const current = chosen.filter(({ lived }) => lived === 'now')
  if (current.length === 0 || current.length !== new Set(choices.supplyPoints).size)
    throw new AppError('invalid', 'home-not-yours', 'Choose a home that you live in now.')
  if (current.some(({ withheld }) => withheld) || tooDetailed(current, choices).length > 0) {
    throw new AppError('invalid', 'home-not-proved', 'Prove first that you live there.')
  }
  if (current.some((home) => home.closed)) {
    throw new AppError('forbidden', 'verify-home-again', 'Show again that you live at this home, then share.')
  }
  return current
}
