import { z } from 'zod'
import { limits } from './env-limits.ts'
import { type MailEnv, mailEnv, mailFaults, mailShape } from './env-mail.ts'
import { type TransportEnv, transportEnv, transportFaults, transportShape } from './env-transport.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const shape = z.object({
  APP_MODE: z.enum(['demo', 'production']).default('demo'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OPERATOR_KEY: z.string().optional(),
  OPERATOR_KEY_PREVIOUS: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
  RECIPIENT_PORT: port.default(3100),
  SUPPORT_PHONE: z.string().max(40).optional(),
  TRUST_ANCHORS: z.string().optional(),
  HOLDERS: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ...limits,
  ...mailShape,
  ...transportShape,
})

/** A number that Ofcom keeps free for fiction. */
const DEMO_PHONE = '08081 570 123'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export interface Env extends TransportEnv, MailEnv {
  mode: 'demo' | 'production'
  host: string
  port: number
  /** Issuer identifier (RFC 8414): origin only, no trailing slash */
  issuer: string
  databaseUrl: string | undefined
  /** 32 bytes in base64url; demo mode makes its own */
  operatorKey: string | undefined
  /** The one before, while what it sealed is being sealed anew */
  previousOperatorKey: string | undefined
  dataDir: string
  recipientPort: number
  /** Where people without a browser stop sharing */
  supportPhone: string
  /** Path of the JSON file that names the other registers whose software statements count here */
  trustAnchors: string | undefined
  /** Path of the JSON file that names the data holders whose signed word counts here */
  holders: string | undefined
  logLevel: string
  /** What is let through; lib/limits and lib/auth/attempt say where each counts */
  limits: {
    addressPerSecond: number
    clientPerSecond: number
    ledgerPerSecond: number
    registrationsPerHour: number
    linksPerHour: number
    wrongPasswords: number
  }
}

/**
 * Parses the environment once, or throws an Error with one sentence per fault.
 * Production names everything itself; the demo serves this machine only.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = shape.safeParse(set)
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    )
  }
  const env = parsed.data
  const scheme = env.TLS_CERT ? 'https' : 'http'
  const issuer = new URL(env.ISSUER ?? `${scheme}://localhost:${env.PORT}`)
  const faults = [
    ...issuerFaults(issuer),
    ...transportFaults(env, issuer),
    ...mailFaults(env, env.APP_MODE),
    ...(env.APP_MODE === 'production' ? productionFaults(env) : demoFaults(issuer, env.HOST)),
  ]
  if (faults.length) throw new Error(faults.join('\n'))
  return {
    mode: env.APP_MODE,
    host: env.HOST,
    port: env.PORT,
    issuer: issuer.origin,
    databaseUrl: env.DATABASE_URL,
    operatorKey: env.OPERATOR_KEY,
    previousOperatorKey: env.OPERATOR_KEY_PREVIOUS,
    dataDir: env.DATA_DIR,
    recipientPort: env.RECIPIENT_PORT,
    supportPhone: env.SUPPORT_PHONE ?? DEMO_PHONE,
    trustAnchors: env.TRUST_ANCHORS,
    holders: env.HOLDERS,
    logLevel: env.LOG_LEVEL,
    limits: {
      addressPerSecond: env.LIMIT_ADDRESS,
      clientPerSecond: env.LIMIT_CLIENT,
      ledgerPerSecond: env.LIMIT_LEDGER,
      registrationsPerHour: env.LIMIT_REGISTRATION,
      linksPerHour: env.LIMIT_LINKS,
      wrongPasswords: env.LIMIT_WRONG_PASSWORDS,
    },
    ...mailEnv(env),
    ...transportEnv(env, issuer),
  }
}

function issuerFaults(issuer: URL): string[] {
  const bare = issuer.pathname === '/' && !issuer.search && !issuer.hash && !issuer.username
  return bare
    ? []
    : ['ISSUER must be an origin such as https://consent.example, without path, query or user.']
}

function productionFaults(env: z.infer<typeof shape>): string[] {
  const faults: string[] = []
  if (!env.ISSUER) faults.push('Production needs ISSUER: the https address under which this node is known.')
  if (!env.SUPPORT_PHONE)
    faults.push('Production needs SUPPORT_PHONE: where people without a browser stop sharing.')
  if (!env.DATABASE_URL) faults.push('Production needs DATABASE_URL: the address of its PostgreSQL.')
  if (!env.OPERATOR_KEY || Buffer.from(env.OPERATOR_KEY, 'base64url').length !== 32) {
    faults.push(
      'Production needs OPERATOR_KEY: 32 random bytes in base64url (openssl rand -base64 32 | tr +/ -_).',
    )
  }
  if (
    env.ISSUER &&
    new URL(env.ISSUER).protocol !== 'https:' &&
    !loopback.test(new URL(env.ISSUER).hostname)
  ) {
    faults.push('Production needs an https ISSUER.')
  }
  return faults
}

function demoFaults(issuer: URL, host: string): string[] {
  return loopback.test(issuer.hostname) && loopback.test(host)
    ? []
    : [
        'Demo mode has known passwords, so it serves this machine only. Set APP_MODE=production for a public ISSUER or HOST.',
      ]
}

let parsed: Env | undefined

/** The environment of this process. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}
