import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/next-auth.ts'
import { env } from '#lib/env.ts'
import { POST as signOut } from '../../../(account)/sign-out/route.ts'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** next-auth's own endpoints. Options are made per request: their secret changes with time. */
const handler = async (request: Request, context: Context): Promise<Response> =>
  NextAuth(request as never, context as never, await authOptions())

/**
 * Signing out is ours at every address: next-auth's would end the portal's session alone, and leave the authorisation
 * server's and those of the apps that want to know.
 */
const isSignOut = async ({ params }: Context): Promise<boolean> => (await params).nextauth[0] === 'signout'

/** The page to sign out is ours, too: every page has the button. */
export const GET = async (request: Request, context: Context): Promise<Response> =>
  (await isSignOut(context)) ? Response.redirect(env().issuer, 303) : handler(request, context)

export const POST = async (request: Request, context: Context): Promise<Response> =>
  (await isSignOut(context)) ? signOut(request, { params: Promise.resolve({}) }) : handler(request, context)
