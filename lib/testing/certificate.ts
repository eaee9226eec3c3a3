import { generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { bits, implicit, integer, octets, oid, sequence, set, tagged, time, truth, utf8 } from './der.ts'

const DAY = 86_400_000
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

const attributes: Record<string, string> = {
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  organizationIdentifier: '2.5.4.97',
  UID: '0.9.2342.19200300.100.1.1',
}

export interface TestCertificate {
  certificate: X509Certificate
  privateKey: KeyObject
  /** Both in PEM */
  cert: string
  key: string
}

interface Wish {
  /** Relative names in order, each of one or more attributes */
  subject?: [string, string][][]
  /** Alternative names of the subject: IPv4 addresses, URIs, e-mail addresses or host names */
  names?: string[]
  issuer?: TestCertificate
  ca?: boolean
  /** Dotted ids of what the key may be used for */
  usage?: string[]
  validFrom?: Date
  validTo?: Date
}

/** A certificate with a new P-256 key, made by hand (RFC 5280), so that tests need neither a library nor a program. */
export function makeCertificate(wish: Wish = {}): TestCertificate {
  const { subject = [[['CN', 'test']]], issuer } = wish
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = encodeName(subject)
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_SHA256,
    issuer ? subjectOf(issuer) : name,
    sequence(
      time(wish.validFrom ?? new Date(Date.now() - DAY)),
      time(wish.validTo ?? new Date(Date.now() + DAY)),
    ),
    name,
    pair.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions(wish))),
  )
  const signature = sign('sha256', content, issuer?.privateKey ?? pair.privateKey)
  const certificate = new X509Certificate(sequence(content, ECDSA_SHA256, bits(signature)))
  names.set(certificate, name)
  return {
    certificate,
    privateKey: pair.privateKey,
    cert: certificate.toString(),
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const names = new WeakMap<X509Certificate, Buffer>()

function subjectOf({ certificate }: TestCertificate): Buffer {
  const name = names.get(certificate)
  if (!name) throw new Error('an issuer is a certificate made here')
  return name
}

const encodeName = (subject: [string, string][][]): Buffer =>
  sequence(
    ...subject.map((relative) =>
      set(...relative.map(([type, value]) => sequence(oid(attributes[type] ?? type), utf8(value)))),
    ),
  )

function extensions({ ca, names = [], usage }: Wish): Buffer[] {
  const list: Buffer[] = []
  if (ca) list.push(sequence(oid('2.5.29.19'), truth(), octets(sequence(truth()))))
  if (names.length) list.push(sequence(oid('2.5.29.17'), octets(sequence(...names.map(encodeAlternative)))))
  if (usage) list.push(sequence(oid('2.5.29.37'), octets(sequence(...usage.map(oid)))))
  return list
}

function encodeAlternative(name: string): Buffer {
  if (isIPv4(name)) return implicit(7, Buffer.from(name.split('.').map(Number)))
  if (name.includes('://')) return implicit(6, Buffer.from(name))
  return implicit(name.includes('@') ? 1 : 2, Buffer.from(name))
}
