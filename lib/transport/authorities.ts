import { X509Certificate } from 'node:crypto'
import { nowMs, singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { parse, readPem } from './tls-options.ts'

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** id-kp-clientAuth (RFC 5280 section 4.2.1.12) */
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

/**
 * Those whose certificates authenticate clients: the certificates in MTLS_CA.
 * @throws Error with a sentence when the file is missing, or holds none that may issue others
 */
export const authorities = singleton('certificate-authorities', (): X509Certificate[] => {
  const path = env().mtls?.ca
  if (!path) return []
  const found = readPem('MTLS_CA', path).toString().match(CERTIFICATE) ?? []
  const certificates = parse('MTLS_CA', path, () => found.map((pem) => new X509Certificate(pem)))
  if (!certificates.length || !certificates.every(({ ca }) => ca))
    throw new Error(`MTLS_CA: ${path} must hold certificates of authorities, and nothing else.`)
  return certificates
})

/** Whether one of the authorities issued this certificate itself, for clients, and both are in date. */
export const isIssuedByAuthority = (certificate: X509Certificate): boolean =>
  isInDate(certificate) &&
  (certificate.keyUsage ?? [CLIENT_AUTH]).includes(CLIENT_AUTH) &&
  authorities().some(
    (authority) =>
      isInDate(authority) && certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
  )

const isInDate = ({ validFromDate, validToDate }: X509Certificate): boolean =>
  validFromDate.getTime() <= nowMs() && nowMs() <= validToDate.getTime()
