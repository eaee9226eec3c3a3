import { describe, expect, it } from 'vitest'
import { Sessions } from './sessions.ts'

describe('sessions', () => {
  it('are found under an id that nobody can guess', () => {
    const sessions = new Sessions()
    const session = {}
    const id = sessions.open(session)
    expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(sessions.find(id)).toBe(session)
    expect(sessions.find(undefined)).toBeUndefined()
    expect(sessions.find('x')).toBeUndefined()
  })

  it('are gone once closed', () => {
    const sessions = new Sessions()
    const id = sessions.open({})
    sessions.close(id)
    expect(sessions.find(id)).toBeUndefined()
  })

  it('never grow beyond their number: the one unused for longest goes', () => {
    const sessions = new Sessions(2)
    const [first, second] = [sessions.open({}), sessions.open({})]
    sessions.find(first)
    const third = sessions.open({})
    expect([first, second, third].map((id) => sessions.find(id) !== undefined)).toEqual([true, false, true])
  })

  it('are forgotten when unused, and live on while used', () => {
    const sessions = new Sessions(10, 1_000)
    const id = sessions.open({}, 0)
    expect(sessions.find(id, 900)).toBeDefined()
    expect(sessions.find(id, 1_800)).toBeDefined()
    expect(sessions.find(id, 2_801)).toBeUndefined()
  })
})
