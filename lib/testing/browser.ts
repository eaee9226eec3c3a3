/** Follows redirects, as that person, until they lead away from the node. */
export interface TestBrowser {
  /** Opens the address, or sends it a form. Returns the address outside the node, or the last one inside that didn't redirect */
  follow(url: string, form?: Record<string, string>): Promise<string>
  cookies: Map<string, string>
}

/** A browser as far as the flow needs one: redirects and cookies. */
export function testBrowser(issuer: string, cookies: Map<string, string>): TestBrowser {
  return {
    cookies,
    async follow(start, form) {
      let url = start
      let body = form && new URLSearchParams(form)
      for (let step = 0; step < 12 && url.startsWith(issuer); step += 1) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const request = { headers: { cookie }, ...(body && { method: 'POST', body }) }
        const response = await fetch(url, { redirect: 'manual', ...request })
        body = undefined
        for (const line of response.headers.getSetCookie()) keep(cookies, line)
        const location = response.headers.get('location')
        if (!location) return url
        url = new URL(location, issuer).href
      }
      return url
    },
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  if (pair.length > at + 1) cookies.set(pair.slice(0, at), pair.slice(at + 1))
  else cookies.delete(pair.slice(0, at))
}
