import type { KoaContextWithOIDC } from 'oidc-provider'
import { env } from '#lib/env.ts'
import { DEVICE_COOKIE, printDeviceForm } from './device-form.ts'

const HELD_CODE = 'energyos-device-code'
const COOKIE_MS = 10 * 60 * 1000

/**
 * Device flow (RFC 8628), for displays and chargers without a browser: the library's steps, our pages. Where it
 * would show a form of its own, the browser goes to the page of ours that has one.
 */
export const deviceFlow = {
  enabled: true as const,
  charset: 'base-20' as const,
  mask: '****-****',
  // Neither the device's address nor what it calls itself is of use to anybody here.
  deviceInfo: () => ({}),
  userCodeInputSource: (ctx: KoaContextWithOIDC, _form: string, _out?: unknown, error?: Error) =>
    error ? goOn(ctx, error) : askForm(ctx, '/device?ready', heldCode(ctx)),
  userCodeConfirmSource: (
    ctx: KoaContextWithOIDC,
    _form: string,
    _client: unknown,
    _info: unknown,
    code: string,
  ) => askForm(ctx, '/device/confirm', code),
  successSource: (ctx: KoaContextWithOIDC) => seeOther(ctx, '/device/done'),
}

/** A code that is wrong, old or used gets one answer for all, so that guessing teaches nothing. */
async function goOn(ctx: KoaContextWithOIDC, { name }: Error): Promise<void> {
  if (name === 'AbortedError') return seeOther(ctx, '/device/done?refused')
  // The second click of two: the first one decided.
  if (name === 'AlreadyUsedError' && ctx.oidc.route === 'device_resume') return seeOther(ctx, '/device/done')
  const wrongCode = ['NotFoundError', 'ExpiredError', 'AlreadyUsedError', 'NoCodeError'].includes(name)
  if (wrongCode) return askForm(ctx, '/device?ready&problem', undefined)
  // The library made an anti-forgery value for a form that isn't shown, and a session that is new can't keep it.
  Object.assign(ctx.oidc.session ?? {}, { touched: false })
  return seeOther(ctx, '/request-ended')
}

async function askForm(ctx: KoaContextWithOIDC, path: string, userCode: string | undefined): Promise<void> {
  const xsrf = String(ctx.oidc.session?.state?.secret)
  setCookie(ctx, DEVICE_COOKIE, printDeviceForm({ xsrf, userCode }), '/device')
  await seeOther(ctx, path)
}

function heldCode(ctx: KoaContextWithOIDC): string | undefined {
  const code = ctx.cookies.get(HELD_CODE)
  if (code) ctx.cookies.set(HELD_CODE, null, { path: '/oauth/device' })
  return code
}

function setCookie(ctx: KoaContextWithOIDC, name: string, value: string, path: string): void {
  const secure = env().issuer.startsWith('https:')
  ctx.cookies.set(name, value, {
    path,
    secure,
    httpOnly: true,
    sameSite: 'lax',
    maxAge: COOKIE_MS,
    signed: false,
  })
}

async function seeOther(ctx: KoaContextWithOIDC, path: string): Promise<void> {
  ctx.status = 303
  ctx.redirect(path)
}

/**
 * Around the library: a code that came with the address (`verification_uri_complete`, RFC 8628 3.3.1) is taken out
 * of it at once, and the address that people type is the short one.
 */
export async function aroundDeviceFlow(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  const code = new URLSearchParams(ctx.querystring).get('user_code')
  if (ctx.path === '/oauth/device' && ctx.method === 'GET' && code) {
    setCookie(ctx, HELD_CODE, encodeURIComponent(code.slice(0, 20)), '/oauth/device')
    return seeOther(ctx, '/oauth/device')
  }
  await next()
  const body = ctx.body as { verification_uri?: string; interval?: number } | undefined
  if (body?.verification_uri) Object.assign(body, { verification_uri: `${env().issuer}/device`, interval: 5 })
}
