/** The only place that asks the time. Tests freeze or move it. */
let offsetMs = 0

/** Now, in milliseconds since the epoch. */
export const nowMs = (): number => Date.now() + offsetMs

/** Now, as a Date. */
export const now = (): Date => new Date(nowMs())

/** Moves the clock for a test; 0 puts it right again. */
export function testingOnlyMoveClock(milliseconds: number): void {
  offsetMs = milliseconds
}
