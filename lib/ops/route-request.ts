import type { RequestListener } from 'node:http'
import { limitBody } from './limit-body.ts'
import { observeRequest } from './observe-request.ts'

/** A group of paths and who serves them. A prefix that ends in `/` or `*` covers what is below, another one only itself. */
export interface Route {
  group: string
  paths: readonly string[]
  listener: RequestListener
}

/** One front door: hands each request to the first route that covers its path, or else to `rest`. */
export function routeRequest(routes: readonly Route[], rest: RequestListener): RequestListener {
  const table = routes.map(({ group, paths, listener }) => ({
    group,
    covers: matcher(paths),
    listener: limitBody(listener, group),
  }))
  const others = limitBody(rest, 'pages')
  return (req, res) => {
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/'
    const route = table.find(({ covers }) => covers(path))
    observeRequest(req, res, route?.group ?? 'pages')
    return (route?.listener ?? others)(req, res)
  }
}

/** Where nobody serves the rest. */
export const notFound: RequestListener = (_req, res) => void res.writeHead(404).end()

function matcher(paths: readonly string[]): (path: string) => boolean {
  const exact = new Set(paths)
  const prefixes = paths.filter((path) => /[/*]$/.test(path)).map((path) => path.replace('*', ''))
  return (path) => exact.has(path) || prefixes.some((prefix) => path.startsWith(prefix))
}
