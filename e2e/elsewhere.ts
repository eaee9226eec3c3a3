import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type Elsewhere = Awaited<ReturnType<typeof openElsewhere>>

/** A web server that isn't ours: where browsers come back to, and where hostile pages live. */
export async function openElsewhere() {
  const pages = new Map<string, string>([['/callback', '<h1>Back at the app</h1>']])
  const posted: string[] = []
  const answers = { posts: 204 }
  const server = createServer(async (req, res) => {
    if (req.method === 'POST') posted.push(await text(req))
    const page = pages.get((req.url ?? '/').split('?', 1)[0] ?? '/')
    res.writeHead(page ? 200 : answers.posts, { 'content-type': 'text/html; charset=utf-8' })
    res.end(page && `<!doctype html><html lang="en"><title>Elsewhere</title>${page}</html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    redirectUri: `http://127.0.0.1:${port}/callback`,
    origin: `http://127.0.0.1:${port}`,
    /** Bodies that were posted here, oldest first */
    posted,
    /** The status of what isn't a page */
    answers,
    /** Puts a page on the portal's own host at another port: same site, so that cookies come along, another origin. */
    show(html: string): string {
      const path = `/${pages.size}`
      pages.set(path, html)
      return `http://localhost:${port}${path}`
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}
