import { errors, type KoaContextWithOIDC } from 'oidc-provider'

/** Parameters of an authorisation request that may hold any text as far as the library is concerned. */
const texts = [
  'acr_values',
  'claims_locales',
  'display',
  'dpop_jkt',
  'id_token_hint',
  'login_hint',
  'nonce',
  'state',
  'ui_locales',
]

/**
 * Text is printable (RFC 6749 appendix A), and PostgreSQL couldn't keep a NUL: it is refused when it is pushed, not
 * when the consumer comes. oidc-provider's `extraParams`, which checks parameters that it knows just as well.
 */
export const parameters = Object.fromEntries(texts.map((name) => [name, refuseControlCharacters(name)]))

function refuseControlCharacters(name: string) {
  return (_ctx: KoaContextWithOIDC, value: string | undefined): void => {
    if (/\p{Cc}/u.test(value ?? '')) throw new errors.InvalidRequest(`${name} contains control characters`)
  }
}
