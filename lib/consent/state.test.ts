import { describe, expect, test } from 'vitest'
import { isStanding, states, transition, transitions } from './state.ts'

const terminal = [
  'rejected',
  'timed_out',
  'withdrawn',
  'revoked',
  'completed',
  'expired',
  'superseded',
  'invalidated',
  'tenancy_ended',
] as const

describe('states of a consent', () => {
  test('nothing leads out of an ended consent', () => {
    for (const state of terminal) {
      const ways = Object.entries(transitions).filter(([, table]) => state in table)
      expect(ways, state).toEqual([])
    }
  })

  test('every state but the first can be reached', () => {
    const reached = new Set(Object.values(transitions).flatMap((table) => Object.values(table)))
    expect([...states].filter((state) => !reached.has(state as never))).toEqual(['requested'])
  })

  test('whatever stands can be withdrawn by the consumer', () => {
    for (const state of states) {
      if (isStanding(state)) expect(transition(state, 'withdraw')).toBe('withdrawn')
      else expect(() => transition(state, 'withdraw')).toThrow(/can't be done/)
    }
    expect(states.filter(isStanding)).toEqual(['active', 'paused', 'suspended'])
  })

  test('a consent becomes active only by being given, resumed or reinstated', () => {
    const ways = Object.entries(transitions).filter(([, table]) =>
      Object.values(table).includes('active' as never),
    )
    expect(ways.map(([event]) => event).sort()).toEqual(['give', 'reinstate', 'resume'])
  })
})
