import { beforeAll, expect, test } from 'vitest'
import { pool } from '#lib/db/index.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'

await useTestDatabase()

let world: World
beforeAll(async () => {
  world = await makeWorld('tokens')
})

const setStatus = (status: string) =>
  pool().query('update software_product set status = $2 where id = $1', [world.product.id, status])

test('a token that a client has for itself lives while that client takes part', async () => {
  const { AccessTokenAdapter } = await import('./access-token-adapter.ts')
  const tokens = new AccessTokenAdapter('ClientCredentials')
  const { clientId } = world.product
  await tokens.upsert('secret', { kind: 'ClientCredentials', clientId, jti: 'secret', jkt: 'key' }, 60)
  expect(await tokens.find('secret')).toMatchObject({ clientId, jti: 'secret', jkt: 'key' })
  await setStatus('inactive')
  expect(await tokens.find('secret')).toBeUndefined()
  await setStatus('active')
  expect(await tokens.find('secret')).toMatchObject({ clientId })
})

test('is not found as a token of another kind', async () => {
  const { AccessTokenAdapter } = await import('./access-token-adapter.ts')
  const { clientId } = world.product
  await new AccessTokenAdapter('ClientCredentials').upsert(
    'own',
    { kind: 'ClientCredentials', clientId, jkt: 'key' },
    60,
  )
  expect(await new AccessTokenAdapter('AccessToken').find('own')).toBeUndefined()
})
