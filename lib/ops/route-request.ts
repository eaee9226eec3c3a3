import type { RequestListener } from 'node:http'
import { env } from '#lib/env.ts'
import { observeRequest } from './observe-request.ts'

/** A group of paths and who serves them. A prefix that ends in `/` or `*` covers what is below, another one only itself. */
export interface Route {
  group: string
  paths: readonly string[]
  listener: RequestListener
}

/** On https, browsers are told to come no other way, whatever they came for (FAPI 2.0 5.2.3). */
const STRICT = 'max-age=31536000; includeSubDomains'

/** One front door: hands each request to the first route that covers its path, or else to `rest`. */
export function routeRequest(routes: readonly Route[], rest: RequestListener): RequestListener {
  const table = routes.map((route) => ({ ...route, covers: matcher(route.paths) }))
  const secure = env().issuer.startsWith('https:')
  return (req, res) => {
    if (secure) res.setHeader('strict-transport-security', STRICT)
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/'
    const route = table.find(({ covers }) => covers(path))
    observeRequest(req, res, route?.group ?? 'pages')
    return (route?.listener ?? rest)(req, res)
  }
}

/** Where nobody serves the rest. */
export const notFound: RequestListener = (_req, res) => void res.writeHead(404).end()

function matcher(paths: readonly string[]): (path: string) => boolean {
  const exact = new Set(paths)
  const prefixes = paths.filter((path) => /[/*]$/.test(path)).map((path) => path.replace('*', ''))
  return (path) => exact.has(path) || prefixes.some((prefix) => path.startsWith(prefix))
}
