import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { signingKeys } from '#lib/keys/index.ts'
import { clientKeys } from '../details/client-keys.ts'
import type { Participant } from '../participant.ts'
import { findParticipantByRegisterNumber } from '../store.ts'

const holder = z.strictObject({
  issuer: z.string().regex(/^https:\/\/[^\s#?]+$/, 'is not an https address'),
  registerNumber: z.string().min(1).max(64),
  jwks: clientKeys,
})

/** A data holder whose signed word counts here, with the keys that it signs with. */
type HolderKeys = z.infer<typeof holder>

const holders = z
  .array(holder)
  .refine((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, 'names an issuer twice')

/** The holders that the operator named. Their keys are pinned: nothing is ever fetched from them. */
export const holderKeys = singleton('holders', () => readHolders(env().holders))

/** Under which name the demo's holder signs. */
export const DEMO_HOLDER = { issuer: 'https://holder.demo.example', registerNumber: 'DEMO-0001' }

/** The data holder of that name and its keys, while the register has it as an active one. */
export async function findHolder(
  issuer: unknown,
): Promise<{ participant: Participant; keys: HolderKeys } | undefined> {
  const keys = (await demoHolder(issuer)) ?? holderKeys().find((one) => one.issuer === issuer)
  const participant = keys && (await findParticipantByRegisterNumber(keys.registerNumber))
  const counts = participant?.status === 'active' && participant.roles.includes('data-holder')
  return keys && counts ? { participant, keys } : undefined
}

async function demoHolder(issuer: unknown): Promise<HolderKeys | undefined> {
  if (env().mode !== 'demo' || issuer !== DEMO_HOLDER.issuer) return undefined
  const keys = await signingKeys('demo-holder')
  const jwks = { keys: keys.map(({ id, publicJwk }) => ({ ...publicJwk, kid: id, alg: 'ES256' })) }
  return { ...DEMO_HOLDER, jwks: clientKeys.parse(jwks) }
}

/** @throws Error with one sentence for each fault of the file */
function readHolders(path: string | undefined): HolderKeys[] {
  if (!path) return []
  const parsed = holders.safeParse(readJson(path))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    (issue) => `HOLDERS: ${issue.path.join('.') || 'the list'}: ${issue.message}`,
  )
  throw new Error(faults.join('\n'))
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Error(`HOLDERS: ${path} can't be read as JSON.`, { cause })
  }
}
