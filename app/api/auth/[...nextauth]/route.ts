import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/next-auth.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

/** next-auth's own endpoints. Options are made per request: their secret changes with time. */
const handler = async (request: Request, context: Context): Promise<Response> =>
  NextAuth(request as never, context as never, await authOptions())

export { handler as GET, handler as POST }
