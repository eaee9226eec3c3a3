import type { Env } from '#lib/env.ts'
import { authorities } from './authorities.ts'
import { tlsOptions } from './tls-options.ts'

/** Reads what the settings name, so that a missing or wrong file ends the start at once, with a sentence. */
export function checkFiles({ tls }: Pick<Env, 'tls'>): void {
  if (tls) tlsOptions(tls)
  authorities()
}
