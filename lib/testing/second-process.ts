import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface SecondProcess {
  /** Where it listens, without a path */
  origin: string
  moveClock(offsetMs: number): Promise<void>
  stop(): Promise<void>
}

/** Starts one more process of the node that this test has started, with our environment. */
export async function startSecondProcess(): Promise<SecondProcess> {
  const child = fork(join(import.meta.dirname, 'node-worker.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const { port } = await nextMessage<{ port: number }>(child)
  return {
    origin: `http://127.0.0.1:${port}`,
    async moveClock(offsetMs) {
      child.send(offsetMs)
      await nextMessage(child)
    },
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number) => reject(new Error(`The second process ended with code ${code}.`))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message as T)
    })
  })
}
