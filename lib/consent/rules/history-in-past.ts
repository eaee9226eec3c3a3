import { AppError } from '#lib/core/index.ts'

/** Smart meters reach no further back; an earlier date is a mistake. */
const EARLIEST = '2000-01-01'

/** Refuses a history window that starts in the future or absurdly early. Settlement dates. */
export function historyInPast(from: string, today: string): void {
  if (from > today)
    throw new AppError('invalid', 'history-in-future', 'history.from: must not lie in the future')
  if (from < EARLIEST)
    throw new AppError('invalid', 'history-too-early', `history.from: not before ${EARLIEST}`)
}
