import { constants, createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ServerOptions } from 'node:https'

/** The four suites of RFC 9325 (BCP 195) section 4.2 for TLS 1.2, as FAPI 2.0 5.2.2 wants, and those of TLS 1.3. */
const suites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
]

const strict = {
  minVersion: 'TLSv1.2',
  ciphers: suites.join(':'),
  honorCipherOrder: true,
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
} as const

/** Paths of PEM files. */
export interface TlsFiles {
  cert: string
  key: string
}

/**
 * How we speak TLS with a certificate and its key.
 * @throws Error with a sentence that names the setting, when a file is missing or unreadable or the two don't match
 */
export function tlsOptions(files: TlsFiles): ServerOptions {
  const [cert, key] = [readPem('TLS_CERT', files.cert), readPem('TLS_KEY', files.key)]
  const certificate = parse('TLS_CERT', files.cert, () => new X509Certificate(cert))
  const privateKey = parse('TLS_KEY', files.key, () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new Error(`TLS_KEY: ${files.key} is not the key of the certificate in TLS_CERT, ${files.cert}.`)
  }
  return { ...strict, cert, key }
}

/** Certificates are asked for, and whose they are is decided later: self-signed ones are welcome (RFC 8705 2.2). */
export const askForCertificates = { requestCert: true, rejectUnauthorized: false } as const

export function readPem(setting: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Error(`${setting}: ${path} can't be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

export function parse<T>(setting: string, path: string, make: () => T): T {
  try {
    return make()
  } catch (cause) {
    throw new Error(`${setting}: ${path} holds nothing in PEM that could be used.`, { cause })
  }
}
