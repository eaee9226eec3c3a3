import { hash, verify } from '@node-rs/argon2'

/** argon2id with the OWASP parameters (19 MiB, 2 passes). */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Where a password is all there is, none is shorter; there are no rules about its signs (NIST SP 800-63B-4, 3.1.1.2). */
export const SHORTEST_PASSWORD = 15

export const hashPassword = (password: string): Promise<string> => hash(password, options)

/**
 * Whether the password is right. An unknown account costs as much time as a known one, so that the answer's
 * delay doesn't tell whether an e-mail address is known here.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  // Made before anybody asks in vain: the first of those would wait for it.
  const instead = await decoy()
  const matches = await verify(passwordHash ?? instead, password)
  return matches && passwordHash !== undefined
}

let decoyHash: Promise<string> | undefined
const decoy = (): Promise<string> => {
  decoyHash ??= hashPassword(crypto.randomUUID())
  return decoyHash
}
