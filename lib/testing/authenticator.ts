import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** What an authenticator could do otherwise than asked; each is a bit of its data (WebAuthn 6.1). */
interface Behaviour {
  origin?: string
  rpId?: string
  /** That it checked who uses it */
  verified?: boolean
  /** That its key may leave the device */
  synced?: boolean
  counter?: number
  userHandle?: string
}

const sha256 = (data: Uint8Array | string) => createHash('sha256').update(data).digest()
const text = (data: Uint8Array) => Buffer.from(data).toString('base64url')
const bytes = (...hex: string[]) => Buffer.from(hex.join(''), 'hex')
const uint16 = (n: number) => bytes(n.toString(16).padStart(4, '0'))

/** A passkey in software, for tests: makes and signs as WebAuthn says, or wrongly when told to. */
export function testAuthenticator(standard: Required<Pick<Behaviour, 'origin' | 'rpId'>>) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let count = 0
  let owner = ''

  const clientData = (type: string, challenge: string, { origin = standard.origin }: Behaviour) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  function authenticatorData(behaviour: Behaviour, attested: Buffer = Buffer.alloc(0)): Buffer {
    const { rpId = standard.rpId, verified = true, synced = false, counter = ++count } = behaviour
    const flags = 0x01 | (verified ? 0x04 : 0) | (synced ? 0x18 : 0) | (attested.length ? 0x40 : 0)
    const head = Buffer.alloc(5)
    head.writeUInt8(flags, 0)
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(rpId), head, attested])
  }

  /** A COSE key (RFC 9053): EC2, ES256, P-256. */
  function attestedKey(): Buffer {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
    const key = Buffer.concat([bytes('a5010203262001215820'), left, bytes('225820'), right])
    return Buffer.concat([Buffer.alloc(16), uint16(id.length), id, key])
  }

  const common = { id: text(id), rawId: text(id), type: 'public-key' as const, clientExtensionResults: {} }

  return {
    make(
      { challenge, user }: { challenge: string; user: { id: string } },
      behaviour: Behaviour = {},
    ): RegistrationResponseJSON {
      owner = user.id
      const data = authenticatorData(behaviour, attestedKey())
      const attestationObject = Buffer.concat([
        bytes(
          'a363',
          '666d74',
          '64',
          '6e6f6e65',
          '67',
          '61747453746d74',
          'a0',
          '68',
          '6175746844617461',
          '59',
        ),
        uint16(data.length),
        data,
      ])
      const clientDataJSON = text(clientData('webauthn.create', challenge, behaviour))
      return { ...common, response: { clientDataJSON, attestationObject: text(attestationObject) } }
    },
    sign({ challenge }: { challenge: string }, behaviour: Behaviour = {}): AuthenticationResponseJSON {
      const data = authenticatorData(behaviour)
      const client = clientData('webauthn.get', challenge, behaviour)
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      return {
        ...common,
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(data),
          signature: text(signature),
          userHandle: behaviour.userHandle ?? owner,
        },
      }
    },
  }
}
