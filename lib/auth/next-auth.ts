import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import type { AccountId } from '#lib/core/index.ts'
import { toldAddress } from '#lib/limits/index.ts'
import { openSessionHere } from './current-session.ts'
import { openSealed, sessionCookie, sessionMaxAge, sessionSecret } from './session-token.ts'
import { verifyCredentials } from './verify-credentials.ts'

/**
 * next-auth's side of signing in. Its token carries only the id of a session row, so a session can be ended at once;
 * passkeys and links lead to the same rows.
 */
export const authOptions = async (): Promise<NextAuthOptions> => ({
  secret: await sessionSecret(),
  session: { strategy: 'jwt', maxAge: sessionMaxAge },
  jwt: { decode: ({ token }) => (token ? openSealed(token) : null) },
  pages: { signIn: '/sign-in' },
  cookies: { sessionToken: sessionCookie() },
  providers: [
    CredentialsProvider({
      credentials: { email: { type: 'email' }, password: { type: 'password' } },
      async authorize(input, { headers }) {
        const address = toldAddress(new Headers(headers as Record<string, string>))
        const account = input && (await verifyCredentials(input.email, input.password, address))
        return account ? { id: account.id } : null
      },
    }),
  ],
  callbacks: {
    jwt: async ({ token, user }) =>
      user ? { ...token, ...(await openSessionHere(user.id as AccountId, 'password')) } : token,
    session: async ({ session }) => ({ expires: session.expires }),
  },
})
