import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { toldAddress } from '#lib/limits/index.ts'
import { openSealed, openSession, sessionCookie, sessionMaxAge, sessionSecret } from './session-token.ts'
import { verifyCredentials } from './verify-credentials.ts'

/**
 * next-auth's side of signing in. Its token carries only the id of a session row, so a session can be ended at
 * once and passkeys can be another provider beside the password.
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
      user ? { ...token, ...(await openSession(user.id, 'next-auth')) } : token,
    session: async ({ session }) => ({ expires: session.expires }),
  },
})
