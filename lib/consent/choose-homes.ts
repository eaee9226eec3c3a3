import { AppError } from '#lib/core/index.ts'
import type { Home } from '#lib/energy/index.ts'

/**
 * The chosen homes, each one that the consumer lives in now, and none that is closed since they recovered their account.
 * @throws AppError invalid `home-not-yours`; forbidden `verify-home-again`
 */
export function chooseHomes(homes: Home[], chosen: string[]): Home[] {
  const current = homes.filter((home) => home.lived === 'now' && chosen.includes(home.supplyPointId))
  if (current.length === 0 || current.length !== new Set(chosen).size) {
    throw new AppError('invalid', 'home-not-yours', 'Choose a home that you live in now.')
  }
  if (current.some((home) => home.closed)) {
    throw new AppError('forbidden', 'verify-home-again', 'Show again that you live at this home, then share.')
  }
  return current
}
