import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { clientKeys } from '../details/client-keys.ts'
import { registerIssuer, registerKeys } from '../register-keys.ts'

const anchor = z.strictObject({
  issuer: z.string().regex(/^https:\/\/[^\s#?]+$/, 'is not an https address'),
  jwks: clientKeys,
})

/** A register whose software statements count here, with the keys that it signs with. */
export type TrustAnchor = z.infer<typeof anchor>

const anchors = z
  .array(anchor)
  .refine((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, 'names an issuer twice')
  .refine((all) => all.every(({ issuer }) => issuer !== registerIssuer()), 'names our own register')

/** The other registers that we trust. Their keys are pinned: nothing is ever fetched from them. */
export const trustAnchors = singleton('trust-anchors', () => readTrustAnchors(env().trustAnchors))

/** The anchor of that name: our own register, or one that the operator named. */
export async function findTrustAnchor(issuer: unknown): Promise<TrustAnchor | undefined> {
  if (issuer === registerIssuer())
    return { issuer: registerIssuer(), jwks: clientKeys.parse(await registerKeys()) }
  return trustAnchors().find((anchor) => anchor.issuer === issuer)
}

/** @throws Error with one sentence for each fault of the file */
export function readTrustAnchors(path: string | undefined): TrustAnchor[] {
  if (!path) return []
  const parsed = anchors.safeParse(readJson(path))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    (issue) => `TRUST_ANCHORS: ${issue.path.join('.') || 'the list'}: ${issue.message}`,
  )
  throw new Error(faults.join('\n'))
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new Error(`TRUST_ANCHORS: ${path} can't be read as JSON.`, { cause })
  }
}
