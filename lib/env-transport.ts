import { isIP } from 'node:net'
import { z } from 'zod'

/** Settings of how requests arrive and what binds a token to its sender; `lib/env.ts` joins them to the others. */
export const transportShape = {
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  MTLS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  MTLS_ORIGIN: z.url({ protocol: /^https$/ }).optional(),
  MTLS_CA: z.string().optional(),
  TRUSTED_PROXIES: z.string().default(''),
  DPOP_NONCE: z.enum(['required', 'optional']).default('optional'),
}

const shape = z.object(transportShape)
type Parsed = z.infer<typeof shape> & { PORT: number }

export interface TransportEnv {
  /** PEM files of the certificate chain and its key; undefined: plain http, for a proxy in front */
  tls: { cert: string; key: string } | undefined
  mtls: MutualTls | undefined
  /** Addresses and CIDR ranges whose word on who connects to them is taken */
  trustedProxies: string[]
  dpopNonce: 'required' | 'optional'
}

export interface MutualTls {
  /** Where clients with certificates connect: an origin, published as `mtls_endpoint_aliases` (RFC 8705 section 5) */
  origin: string
  /** The port of ours that asks for certificates; undefined when a proxy does */
  port: number | undefined
  /** PEM file of the authorities whose certificates authenticate clients; undefined: only registered certificates do */
  ca: string | undefined
}

export function transportEnv(parsed: Parsed, issuer: URL): TransportEnv {
  const { TLS_CERT: cert, TLS_KEY: key, MTLS_PORT: port, MTLS_CA: ca } = parsed
  const origin = parsed.MTLS_ORIGIN ?? (port === undefined ? undefined : `https://${issuer.hostname}:${port}`)
  return {
    tls: cert && key ? { cert, key } : undefined,
    mtls: origin ? { origin: new URL(origin).origin, port, ca } : undefined,
    trustedProxies: proxiesOf(parsed),
    dpopNonce: parsed.DPOP_NONCE,
  }
}

/** One sentence per fault of these settings. */
export function transportFaults(parsed: Parsed, issuer: URL): string[] {
  const { TLS_CERT, TLS_KEY, MTLS_PORT, MTLS_ORIGIN, MTLS_CA } = parsed
  const alias = MTLS_ORIGIN ? new URL(MTLS_ORIGIN) : undefined
  const proxies = proxiesOf(parsed)
  const rules: [boolean, string][] = [
    [
      !TLS_CERT === !TLS_KEY,
      'TLS_CERT and TLS_KEY go together: the PEM files of a certificate and of its key.',
    ],
    [!TLS_CERT || issuer.protocol === 'https:', 'With TLS_CERT the ISSUER must be https.'],
    [
      MTLS_PORT === undefined || Boolean(TLS_CERT),
      'MTLS_PORT needs TLS_CERT and TLS_KEY: certificates are asked for within TLS.',
    ],
    [
      !alias || alias.href === `${alias.origin}/`,
      'MTLS_ORIGIN must be an origin such as https://mtls.consent.example, without path, query or user.',
    ],
    [
      alias?.origin !== issuer.origin,
      'MTLS_ORIGIN must not be the ISSUER: browsers would be asked for certificates.',
    ],
    [
      !alias || MTLS_PORT !== undefined || proxies.length > 0,
      'MTLS_ORIGIN needs MTLS_PORT, or TRUSTED_PROXIES that pass certificates on.',
    ],
    [
      MTLS_PORT === undefined || MTLS_PORT !== parsed.PORT,
      'MTLS_PORT must not be PORT: browsers would be asked for certificates.',
    ],
    [!MTLS_CA || Boolean(alias) || MTLS_PORT !== undefined, 'MTLS_CA needs MTLS_PORT or MTLS_ORIGIN.'],
    [
      proxies.every(isRange),
      'TRUSTED_PROXIES: addresses or CIDR ranges, with commas between, such as 10.0.0.5, 10.1.0.0/16.',
    ],
  ]
  return rules.filter(([holds]) => !holds).map(([, sentence]) => sentence)
}

const proxiesOf = ({ TRUSTED_PROXIES }: Parsed): string[] =>
  TRUSTED_PROXIES.split(',').flatMap((text) => text.trim() || [])

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (!version || more.length) return false
  // A range of everybody would be nobody's name.
  return bits === undefined || (/^[1-9]\d?\d?$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}
