import { fork } from 'node:child_process'
import { once } from 'node:events'
import { type RequestListener, request } from 'node:http'
import { join } from 'node:path'
import type { giveConsent } from '#lib/consent/index.ts'

export interface TwinProcess {
  /** Requests that it has answered */
  answered(): number
  /** Sends every other request of programs to the second process, as a load balancer would; the rest to `first` */
  share(first: RequestListener): RequestListener
  /** Gives a consent there; returns the arrangement's id */
  giveConsent(...given: Parameters<typeof giveConsent>): Promise<string>
  close(): void
}

/** Starts a second process of this node, with our environment and so over our database. */
export async function startTwinProcess(): Promise<TwinProcess> {
  const child = fork(join(import.meta.dirname, 'twin-worker.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`It ended with code ${code}.`)))
  const [{ port }] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  let [turn, answered] = [0, 0]
  return {
    answered: () => answered,
    share: (first) => (req, res) => {
      if (turn++ % 2) return first(req, res)
      answered += 1
      forward(port)(req, res)
    },
    async giveConsent(...given) {
      child.send(given)
      const [arrangementId] = await once(child, 'message')
      return arrangementId
    },
    close: () => child.disconnect(),
  }
}

/** Headers as they came, Host too: proofs and assertions name the node's address. */
const forward =
  (port: number): RequestListener =>
  (req, res) => {
    const { method = 'GET', url: path = '/', headers } = req
    const onward = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onward.on('error', () => res.writeHead(502).end())
    req.pipe(onward)
  }
