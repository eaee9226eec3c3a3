import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { parseEnv } from '../env.ts'
import { checkPorts } from './check-port.ts'

async function busyPort(host: string) {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return {
    port: (server.address() as AddressInfo).port,
    free: () => new Promise((resolve) => server.close(resolve)),
  }
}

const settings = (PORT: number, RECIPIENT_PORT: number) =>
  parseEnv({ PORT: String(PORT), RECIPIENT_PORT: String(RECIPIENT_PORT) })

test('a port that is taken is named, with the variable that changes it', async () => {
  const [taken, other] = [await busyPort('127.0.0.1'), await busyPort('127.0.0.1')]
  await other.free()
  await expect(checkPorts(settings(taken.port, other.port))).rejects.toThrow(`Port ${taken.port} is taken`)
  await expect(checkPorts(settings(other.port, taken.port))).rejects.toThrow('set RECIPIENT_PORT')
  await taken.free()
  await expect(checkPorts(settings(taken.port, other.port))).resolves.toBeUndefined()
})

test('a program on all addresses counts too', async () => {
  const [taken, other] = [await busyPort('0.0.0.0'), await busyPort('127.0.0.1')]
  await other.free()
  await expect(checkPorts(settings(taken.port, other.port))).rejects.toThrow(`Port ${taken.port} is taken`)
  await taken.free()
})
