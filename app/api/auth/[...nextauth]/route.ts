import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/next-auth.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own endpoints. Options are made per request: their secret is known once the server has started. */
const handler = (request: Request, context: Context): Promise<Response> =>
  NextAuth(request as never, context as never, authOptions())

export { handler as GET, handler as POST }
