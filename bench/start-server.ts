import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface ServerProcess {
  port: number
  /** Microseconds of CPU that the process has used, on all its threads */
  cpu(): Promise<number>
  /** Hands the server what it is to have in store, and waits until it has */
  give(things: object): Promise<void>
  stop(): Promise<void>
}

/** Starts one of the servers in a process of its own, with our environment. */
export async function startServer(file: string, flags: string[] = []): Promise<ServerProcess> {
  const execArgv = ['--disable-warning=ExperimentalWarning', ...flags]
  const child = fork(join(import.meta.dirname, file), { execArgv })
  const { port } = await answer<{ port: number }>(child, file)
  return {
    port,
    async cpu() {
      child.send('cpu')
      const { user, system } = await answer<NodeJS.CpuUsage>(child, file)
      return user + system
    },
    async give(things) {
      child.send(things)
      await answer(child, file)
    },
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

function answer<T>(child: ChildProcess, file: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number) => reject(new Error(`${file} ended with code ${code}.`))
    child.once('exit', onExit)
    child.once('message', (message) => {
      child.off('exit', onExit)
      resolve(message as T)
    })
  })
}
