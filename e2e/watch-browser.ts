import type { BrowserContext, Request } from '@playwright/test'

/**
 * Notes what no page of ours may do, whatever a test is about: throw, write errors to the console, miss a part of
 * itself, fail with a 5xx, or ask anybody beyond this machine for anything.
 */
export function watchBrowser(context: BrowserContext): string[] {
  const faults: string[] = []
  context.on('console', (message) => {
    // What could not be loaded is judged below, by its status.
    const known = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !known) faults.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => faults.push(`thrown: ${error.error().message}`))
  context.on('request', (request) => {
    if (!isLocal(request)) faults.push(`asked somebody else: ${request.url()}`)
  })
  context.on('response', (response) => {
    const least = response.request().isNavigationRequest() ? 500 : 400
    if (response.status() >= least) faults.push(`answered ${response.status()}: ${response.url()}`)
  })
  return faults
}

const isLocal = (request: Request): boolean => {
  const { protocol, hostname } = new URL(request.url())
  return !protocol.startsWith('http') || ['localhost', '127.0.0.1'].includes(hostname)
}
