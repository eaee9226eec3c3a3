import { connect, createServer } from 'node:net'
import type { Env } from '../env.ts'

/**
 * Makes sure, before anything else is touched, that nobody listens at our ports.
 * @throws Error with a sentence that names the variable to change
 */
export async function checkPorts({ mode, host, port, mtls, recipientPort }: Env): Promise<void> {
  await checkPort('PORT', port, host)
  if (mtls?.port !== undefined) await checkPort('MTLS_PORT', mtls.port, host)
  if (mode === 'demo') await checkPort('RECIPIENT_PORT', recipientPort, '127.0.0.1')
}

async function checkPort(variable: string, port: number, host: string): Promise<void> {
  const fault = (await bindFault(port, host)) ?? ((await isAnswering(port)) ? 'EADDRINUSE' : undefined)
  if (!fault) return
  if (fault !== 'EADDRINUSE')
    throw new Error(`Port ${port} of ${host} cannot be used (${fault}): set ${variable} to another one.`)
  throw new Error(
    `Port ${port} is taken: another program listens there, perhaps an earlier start of this one. Stop it, or set ${variable}, e.g. ${variable}=${port + 10} npm start.`,
  )
}

function bindFault(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}

/** Some systems let two programs listen at one port of different addresses; a browser would meet the wrong one. */
function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost' })
    const settle = (answers: boolean) => {
      socket.destroy()
      resolve(answers)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
  })
}
