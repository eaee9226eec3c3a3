import { generateKeyPairSync } from 'node:crypto'
import { signWith } from './sign-jwt.ts'

/** The recipient's key for client assertions (RFC 7523), one for all that it asks. */
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const header = { alg: 'ES256', kid: 'bench' }

export const clientJwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), ...header, use: 'sig' }] }

export const signJwt = (claims: object): string => signWith(privateKey, header, claims)
