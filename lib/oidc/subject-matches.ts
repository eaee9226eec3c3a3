import type { X509Certificate } from 'node:crypto'
import { isSameName } from './distinguished-name.ts'

/** Subject alternative names as Node writes them: a kind, and a value that is quoted like JSON when it must be. */
const NAMES = /(?:^|, )(DNS|URI|IP Address|email):("(?:[^"\\]|\\.)*"|[^,]*)/g

const kinds: Record<string, { kind: string; isSame: (one: string, other: string) => boolean }> = {
  tls_client_auth_san_dns: { kind: 'DNS', isSame: sameInAnyCase },
  tls_client_auth_san_uri: { kind: 'URI', isSame: (one, other) => one === other },
  tls_client_auth_san_email: { kind: 'email', isSame: (one, other) => one === other },
}

/**
 * Whether a certificate is the one that a client registered, by the one property that it registered (RFC 8705 section
 * 2.1.2). Names are compared whole: a wildcard in a certificate stands for itself.
 */
export function subjectMatches(certificate: X509Certificate, property: string, expected: string): boolean {
  if (property === 'tls_client_auth_subject_dn') return isSameName(certificate.subject, expected)
  if (property === 'tls_client_auth_san_ip') return certificate.checkIP(expected) !== undefined
  const rule = kinds[property]
  return rule !== undefined && namesOf(certificate, rule.kind).some((name) => rule.isSame(name, expected))
}

function namesOf({ subjectAltName = '' }: X509Certificate, kind: string): string[] {
  return [...subjectAltName.matchAll(NAMES)]
    .filter(([, found]) => found === kind)
    .map(([, , value = '']) => (value.startsWith('"') ? JSON.parse(value) : value))
}

function sameInAnyCase(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
