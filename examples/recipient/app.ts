import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { messagePage } from './pages/message.ts'
import { reportError } from './report-error.ts'
import { routes } from './routes.ts'
import type { Settings } from './settings.ts'

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')
const style = asset('./style.css')
const pictures = { '/icon.svg': asset('./icon.svg'), '/day.svg': asset('./day.svg') }

/** The whole app, as a function from Request to Response. */
export function brightly(settings: Settings): Hono {
  const app = new Hono()
  app.use(secureHeaders(headers(settings)))
  app.use(csrf({ origin: new URL(settings.baseUrl).origin }))
  app.use(bodyLimit({ maxSize: 4_096 }))
  app.get('/style.css', (c) => c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }))
  for (const [path, svg] of Object.entries(pictures)) {
    app.get(path, (c) => c.body(svg, 200, { 'content-type': 'image/svg+xml' }))
  }
  app.route('/', routes(settings))
  app.notFound((c) => c.html(messagePage(missing), 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    const explanation = reportError(`${c.req.method} ${c.req.path}`, error)
    c.header('cache-control', 'no-store')
    return c.html(messagePage(explanation), explanation.status)
  })
  return app
}

const missing = {
  status: 404,
  heading: 'There is no such page',
  text: 'The address may be mistyped.',
  next: { href: '/', label: 'Go to Brightly' },
  code: 'not_found',
} as const

/** Nothing but our own style and pictures; forms end here or, by redirect, at the authorisation server. */
const headers = ({ issuer, baseUrl }: Settings): Parameters<typeof secureHeaders>[0] => ({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'", new URL(issuer).origin],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  strictTransportSecurity: baseUrl.startsWith('https:'),
  xFrameOptions: 'DENY',
})
