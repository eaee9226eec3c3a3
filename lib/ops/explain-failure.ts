import { readFileSync } from 'node:fs'
import type { RequestListener, ServerResponse } from 'node:http'

/** Served as it is: whatever failed, it needs neither the database nor a script. */
const page = readFileSync(new URL('../../public/problem.html', import.meta.url))

/**
 * Wraps what serves the pages. Next leaves a page that failed to be drawn in the browser, by its scripts; without
 * JavaScript it stays blank. So a failed HTML document (5xx) is replaced by a plain one that says so.
 */
export function explainFailure(pages: RequestListener): RequestListener {
  return (req, res) => {
    replaceWhenFailed(res)
    return pages(req, res)
  }
}

/** Compression may stand between Next and these methods, so each of them has to know. */
function replaceWhenFailed(res: ServerResponse): void {
  const { writeHead, write, end } = res
  let replaced = false
  const sendHead = (...args: unknown[]) => {
    if (failed(res)) {
      replaced = true
      for (const name of ofTheBody) res.removeHeader(name)
      res.setHeader('content-length', page.length)
    }
    return Reflect.apply(writeHead, res, args)
  }
  const sendHeadOfFailure = () => failed(res) && res.writeHead(res.statusCode)
  const sendSome = (...args: unknown[]) => {
    sendHeadOfFailure()
    return replaced || Reflect.apply(write, res, args)
  }
  const sendLast = (...args: unknown[]) => {
    sendHeadOfFailure()
    return Reflect.apply(end, res, replaced ? [page] : args)
  }
  Object.assign(res, { writeHead: sendHead, write: sendSome, end: sendLast })
}

const ofTheBody = ['content-encoding', 'transfer-encoding', 'etag', 'link']

const failed = (res: ServerResponse): boolean =>
  !res.headersSent && res.statusCode >= 500 && /^text\/html\b/.test(String(res.getHeader('content-type')))
