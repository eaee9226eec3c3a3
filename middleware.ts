import { type NextRequest, NextResponse } from 'next/server'

/** Security headers for pages, and nothing else. What server.ts serves itself never comes here. */
export const config = { runtime: 'nodejs', matcher: ['/((?!_next/static|_next/image|icon.svg).*)'] }

/**
 * Browsers hold `form-action` against the whole chain of redirects after a form post (CSP3, 7.5.4). These paths
 * start a chain that ends at an address of a data recipient, an origin known only to the register.
 */
const beginsRedirectChain = (path: string) =>
  ['/interaction/', '/link/', '/sign-up/'].some((start) => path.startsWith(start)) ||
  path === '/sign-in' ||
  path === '/sign-out/asked'

function contentSecurityPolicy(nonce: string, path: string): string {
  // In development React rebuilds server stack traces with eval, and Next's overlay brings its own styles.
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(beginsRedirectChain(path) ? [] : ["form-action 'self'"]),
  ].join('; ')
}

function securityHeaders(csp: string): Record<string, string> {
  return {
    'Content-Security-Policy': csp,
    // Not `no-referrer`: that makes `Origin: null` of a form post, which server actions refuse.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  }
}

export function middleware(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const csp = contentSecurityPolicy(nonce, request.nextUrl.pathname)
  const headers = new Headers(request.headers)
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  headers.set('Content-Security-Policy', csp)
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(securityHeaders(csp))) response.headers.set(name, value)
  return response
}
