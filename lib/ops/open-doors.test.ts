import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeCertificate, type TestCertificate } from '../testing/certificate.ts'
import { tlsFetch } from '../testing/tls-fetch.ts'
import { checkFiles, startRenewing } from '../transport/index.ts'
import { openDoors } from './open-doors.ts'

let folder: string
let server: TestCertificate
const opened: Server[] = []
const stops: (() => unknown)[] = []

const path = (name: string) => join(folder, name)
const files = () => ({ cert: path('cert.pem'), key: path('key.pem') })
const write = ({ cert, key }: { cert: string; key: string }) => {
  writeFileSync(path('cert.pem'), cert)
  writeFileSync(path('key.pem'), key)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'energyos-doors-'))
  server = makeCertificate({ names: ['localhost'] })
  write(server)
  const start = async <T>(begin: () => T | Promise<T>, stop: (started: T) => unknown): Promise<T> => {
    const started = await begin()
    if (started instanceof Object && 'address' in started) opened.push(started as unknown as Server)
    stops.unshift(() => stop(started))
    return started
  }
  const settings = {
    host: '127.0.0.1',
    port: 0,
    tls: files(),
    mtls: { origin: 'https://x', port: 0, ca: undefined },
  }
  const answer = (name: string) => (_req: unknown, res: { end(text: string): unknown }) => void res.end(name)
  await openDoors({ start }, settings, { front: answer('front'), clients: answer('clients') }, 200)
})
afterAll(async () => {
  for (const stop of stops) await stop()
  rmSync(folder, { recursive: true })
})

function doorAt(which: number): Server {
  const door = opened[which]
  if (!door) throw new Error('There is no such door.')
  return door
}

const portOf = (door: number) => (doorAt(door).address() as AddressInfo).port

/** Shakes hands with a door; rejects when it won't. */
async function shake(door: number, options: ConnectionOptions = {}): Promise<TLSSocket> {
  const socket = connect({ port: portOf(door), servername: 'localhost', ca: server.cert, ...options })
  await once(socket, 'secureConnect')
  return socket
}

describe.each([
  ['for everybody', 0],
  ['for clients with certificates', 1],
])('the door %s', (_which, door) => {
  test.each([
    ['TLSv1.3', 'TLS_AES_256_GCM_SHA384'],
    ['TLSv1.3', 'TLS_AES_128_GCM_SHA256'],
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
    ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ] as const)('speaks %s with %s', async (version, cipher) => {
    const socket = await shake(door, { minVersion: version, maxVersion: version, ciphers: cipher })
    expect([socket.getProtocol(), socket.getCipher().name]).toEqual([version, cipher])
    socket.destroy()
  })

  test.each([
    ['TLSv1.1', 'DEFAULT@SECLEVEL=0', 'alert protocol version'],
    ['TLSv1', 'DEFAULT@SECLEVEL=0', 'alert protocol version'],
    ['TLSv1.2', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'alert handshake failure'],
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-SHA256', 'alert handshake failure'],
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-SHA', 'alert handshake failure'],
    ['TLSv1.2', 'AES128-GCM-SHA256', 'alert handshake failure'],
    ['TLSv1.2', 'DHE-RSA-AES128-GCM-SHA256', 'alert handshake failure'],
  ] as const)('refuses %s with %s', async (version, ciphers, alert) => {
    const options = { minVersion: version, maxVersion: version, ciphers }
    await expect(shake(door, options)).rejects.toThrow(alert)
  })
})

const client = makeCertificate()

/** The fingerprint of the certificate that a door got from a client who has one. */
async function certificateAt(door: number): Promise<string | undefined> {
  const arrived = once(doorAt(door), 'secureConnection')
  const socket = await shake(door, { cert: client.cert, key: client.key, rejectUnauthorized: false })
  const [ours] = (await arrived) as [TLSSocket]
  const certificate = ours.getPeerX509Certificate()
  socket.destroy()
  return certificate?.fingerprint256
}

test('only the door for clients asks for a certificate', async () => {
  expect(await certificateAt(0)).toBeUndefined()
  expect(await certificateAt(1)).toBe(client.certificate.fingerprint256)
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a client that resumes a session of %s need not show its certificate again',
  async (version) => {
    const options = { cert: client.cert, key: client.key, minVersion: version, maxVersion: version }
    const first = await shake(1, options)
    first.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await once(first, 'data')
    const session = first.getSession()
    const arrived = once(doorAt(1), 'secureConnection')
    const resumed = await shake(1, { minVersion: version, maxVersion: version, ...(session && { session }) })
    const [ours] = (await arrived) as [TLSSocket]
    expect([resumed.isSessionReused(), ours.getPeerX509Certificate()?.fingerprint256]).toEqual([
      true,
      client.certificate.fingerprint256,
    ])
    for (const socket of [first, resumed]) socket.destroy()
  },
)

test('each door has listeners of its own', async () => {
  const read = async (door: number) =>
    (await tlsFetch({ ca: server.cert })(`https://localhost:${portOf(door)}/`, {})).text()
  expect([await read(0), await read(1)]).toEqual(['front', 'clients'])
})

test('a renewed certificate is taken into use, and a pair that does not match is not', async () => {
  const shown = async () => {
    const socket = await shake(1, { rejectUnauthorized: false })
    const { fingerprint256 } = socket.getPeerCertificate()
    socket.destroy()
    return fingerprint256
  }
  const onError = vi.fn()
  const renewing = startRenewing([doorAt(1) as TlsServer], files(), onError, 20)
  const renewed = makeCertificate({ names: ['localhost'] })
  write({ ...renewed, key: server.key })
  await vi.waitFor(() => expect(onError).toHaveBeenCalled())
  expect(String(onError.mock.calls[0])).toContain('is not the key of the certificate')
  expect(await shown()).toBe(server.certificate.fingerprint256)
  write(renewed)
  await vi.waitFor(async () => expect(await shown()).toBe(renewed.certificate.fingerprint256))
  // All else is as it was.
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  await expect(shake(1, { ...old, rejectUnauthorized: false })).rejects.toThrow('alert protocol version')
  expect(await certificateAt(1)).toBe(client.certificate.fingerprint256)
  await renewing.stop()
  write(server)
})

describe('the start ends with a sentence', () => {
  const check = (change: Partial<ReturnType<typeof files>>) => () =>
    checkFiles({ tls: { ...files(), ...change } })

  test('when a file is missing', () => {
    expect(check({ cert: path('nowhere.pem') })).toThrow(
      /^TLS_CERT: .*nowhere.pem can't be read \(ENOENT\)\.$/,
    )
  })

  test('when a file holds something else', () => {
    writeFileSync(path('other.pem'), 'nonsense')
    expect(check({ cert: path('other.pem') })).toThrow(/^TLS_CERT: .* holds nothing in PEM/)
    expect(check({ key: path('other.pem') })).toThrow(/^TLS_KEY: .* holds nothing in PEM/)
  })

  test('when the two are no pair', () => {
    writeFileSync(path('stranger.pem'), makeCertificate().key)
    expect(check({ key: path('stranger.pem') })).toThrow(/^TLS_KEY: .* is not the key of the certificate/)
  })
})
