import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeat } from './repeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const rethrow = (error: unknown) => {
  throw error
}

test('work is done now, and again after each turn', async () => {
  const work = vi.fn(async () => undefined)
  const { stop } = repeat(work, 250, rethrow)
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(work).toHaveBeenCalledTimes(5)
  await stop()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(work).toHaveBeenCalledTimes(5)
})

test('turns never overlap, and stopping waits for the one under way', async () => {
  let finish = () => {}
  const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
  const { stop } = repeat(work, 250, rethrow)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(work).toHaveBeenCalledTimes(1)
  const stopped = vi.fn()
  const stopping = stop().then(stopped)
  await vi.advanceTimersByTimeAsync(0)
  expect(stopped).not.toHaveBeenCalled()
  finish()
  await stopping
  await vi.advanceTimersByTimeAsync(10_000)
  expect(work).toHaveBeenCalledTimes(1)
})

test('what keeps failing is reported each time and tried ever less often, at least every half minute', async () => {
  let fails = true
  const work = vi.fn(async () => {
    if (fails) throw new Error('away')
  })
  const onError = vi.fn()
  const { stop } = repeat(work, 250, onError)
  await vi.advanceTimersByTimeAsync(500 + 1_000 + 2_000)
  expect(work).toHaveBeenCalledTimes(4)
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(work.mock.calls.length).toBeGreaterThan(20)
  expect(work.mock.calls.length).toBeLessThan(30)
  expect(onError).toHaveBeenCalledTimes(work.mock.calls.length)
  fails = false
  await vi.advanceTimersByTimeAsync(30_000)
  const before = work.mock.calls.length
  await vi.advanceTimersByTimeAsync(1_000)
  expect(work.mock.calls.length).toBe(before + 4)
  await stop()
})

test('rare work does not wait longer for having failed', async () => {
  const work = vi.fn(() => Promise.reject(new Error('away')))
  const { stop } = repeat(work, 600_000, () => undefined)
  await vi.advanceTimersByTimeAsync(1_200_000)
  expect(work).toHaveBeenCalledTimes(3)
  await stop()
})
