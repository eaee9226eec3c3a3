/**
 * FAPI 2.0 Message Signing: requests (RFC 9101), answers (JARM) and introspection (RFC 9701) that somebody can show
 * to others later. Any client may sign and ask for signatures; `client-choices.ts` lets one bind itself to them.
 */
export const messageSigning = {
  requestObjects: { enabled: true },
  jwtResponseModes: { enabled: true },
} as const

/** How an answer may travel: in the query, plain or as one signed JWT. A fragment or a form adds nothing to a code. */
export const responseModes = ['query', 'query.jwt', 'jwt'] as const
