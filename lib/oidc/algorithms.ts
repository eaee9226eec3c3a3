/** Signature algorithms (FAPI 2.0 Security Profile 5.4.1). */
export const algorithms = ['ES256', 'PS256', 'Ed25519'] as const
