import { expect, inject, test } from 'vitest'
import { parseEnv } from '../env.ts'
import { openDatabase } from './open-database.ts'

const open = (DATABASE_URL: string) => openDatabase(parseEnv({ DATABASE_URL }))

test('a database that is named is used as it is, and stays up when we stop', async () => {
  const url = `${inject('postgres')}/energyos_template`
  const opened = await open(url)
  expect(opened.url).toBe(url)
  await opened.stop()
  await expect(open(url)).resolves.toBeDefined()
})

test.each([
  ['nobody listens', 'postgresql://me:s3cret@127.0.0.1:1/energy', 'ECONNREFUSED'],
  ['it has no such name', 'postgresql://me:s3cret@localhost:1/energy', 'ECONNREFUSED'],
])('one that cannot be reached (%s) gets one sentence, without the password', async (_why, url, reason) => {
  const error = await open(url).catch((caught: Error) => caught)
  expect(error).toBeInstanceOf(Error)
  const { message } = error as Error
  expect(message).toContain('The database energy at')
  expect(message).toContain(reason)
  expect(message).not.toContain('s3cret')
  expect(message.split('\n')).toHaveLength(1)
})
