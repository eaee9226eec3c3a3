import { generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { checkClientKeys } from './check-client-keys.ts'

const refused = expect.objectContaining({ code: 'invalid', reason: 'client-keys-not-allowed' })

const ec = (namedCurve = 'P-256') => generateKeyPairSync('ec', { namedCurve })
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
const jwkOf = (key: { export(options: { format: 'jwk' }): JsonWebKey }, kid: string = randomUUID()) => ({
  ...key.export({ format: 'jwk' }),
  kid,
})

describe('a client key in the register', () => {
  test.each([
    ['P-256', [jwkOf(ec().publicKey)]],
    ['Ed25519', [jwkOf(generateKeyPairSync('ed25519').publicKey)]],
    ['RSA of 2048 bits', [jwkOf(rsa(2048).publicKey)]],
    ['two with a kid each', [jwkOf(ec().publicKey, 'one'), jwkOf(ec().publicKey, 'two')]],
  ])('may be %s', (_what, keys) => {
    checkClientKeys({ keys })
  })

  test.each([
    ['private', [jwkOf(ec().privateKey)]],
    ['private in part', [{ ...jwkOf(ec().publicKey), d: '' }]],
    ['private RSA', [jwkOf(rsa(2048).privateKey)]],
    ['symmetric', [{ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }]],
    ['symmetric without its secret', [{ kty: 'oct', kid: 'one' }]],
    ['RSA of 1024 bits', [jwkOf(rsa(1024).publicKey)]],
    ['RSA of 2040 bits', [jwkOf(rsa(2040).publicKey)]],
    ['a curve of no standard here', [jwkOf(ec('secp256k1').publicKey)]],
    ['for key agreement', [jwkOf(generateKeyPairSync('x25519').publicKey)]],
    ['a point off its curve', [{ ...jwkOf(ec().publicKey), y: jwkOf(ec().publicKey).y }]],
    ['nothing known', [{ kty: 'DSA', kid: 'one' }]],
    ['empty', [{}]],
    ['the namesake of another', [jwkOf(ec().publicKey, 'one'), jwkOf(ec().publicKey, 'one')]],
    ['nameless', [{ ...jwkOf(ec().publicKey), kid: undefined }]],
  ])('may not be %s', (_what, keys) => {
    expect(() => checkClientKeys({ keys })).toThrow(refused)
  })
})

test('a software product with such keys or addresses does not enter the register', async () => {
  await useTestDatabase()
  const { makeWorld } = await import('#lib/testing/world.ts')
  const { addProduct, findProductByClientId } = await import('../index.ts')
  const { product } = await makeWorld()
  const { id: _, status: __, ...standing } = product
  const attempts = [
    { ...standing, clientId: 'bad', jwks: { keys: [jwkOf(ec().privateKey)] } },
    { ...standing, clientId: 'bad', redirectUris: ['http://app.example/callback'] },
  ]
  for (const attempt of attempts) {
    await expect(async () => addProduct(attempt)).rejects.toMatchObject({ code: 'invalid' })
  }
  expect(await findProductByClientId('bad')).toBeUndefined()
})
