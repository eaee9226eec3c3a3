import { readFileSync } from 'node:fs'
import type { JWK } from 'openid-client'

export interface Settings {
  port: number
  /** The authorisation server (issuer identifier, no trailing slash); its data API lies under it */
  issuer: string
  clientId: string
  /** ES256 private key with which Brightly proves who it is; its public half stands in the node's register */
  privateJwk: JWK
  /** Where browsers find this app: an origin */
  baseUrl: string
}

/** Reads the environment, or throws an Error that says what is missing. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const port = Number(env.PORT ?? 3100)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT must be a port number.')
  return {
    port,
    issuer: address('ISSUER', env.ISSUER),
    clientId: required('CLIENT_ID', env.CLIENT_ID),
    privateJwk: readKey(required('PRIVATE_JWK_FILE', env.PRIVATE_JWK_FILE)),
    baseUrl: address('BASE_URL', env.BASE_URL ?? `http://127.0.0.1:${port}`),
  }
}

/** Plain http is for trying things out on one machine; anywhere else tokens would travel in the open. */
export function isLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}

function required(name: string, value: string | undefined): string {
  if (!value) throw new Error(`${name} is missing. examples/recipient/README.md says what it means.`)
  return value
}

function address(name: string, value: string | undefined): string {
  const text = required(name, value)
  if (!URL.canParse(text)) throw new Error(`${name} must be an address such as https://node.example.`)
  const { protocol, href } = new URL(text)
  if (protocol !== 'https:' && !isLoopback(text))
    throw new Error(`${name} must be https, or http on this machine.`)
  return href.replace(/\/$/, '')
}

function readKey(file: string): JWK {
  const { kty, crv, x, y, d, kid } = JSON.parse(readFileSync(file, 'utf8')) as JWK
  if (kty !== 'EC' || crv !== 'P-256' || !d || !kid) {
    throw new Error('PRIVATE_JWK_FILE must hold a private EC P-256 key (JWK) with a kid.')
  }
  return { kty, crv, kid, d, ...(x && { x }), ...(y && { y }) } as JWK
}
