import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Env } from '../env.ts'
import { reportError } from './report-error.ts'

/**
 * Starts the demo's data recipient: a program of its own that knows of us only what any recipient knows. It
 * ends when its standard input closes, and that happens also when we are killed.
 */
export function startRecipient({ issuer, dataDir, recipientPort, tls }: Env): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'examples/recipient/server.ts'], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: process.env.NODE_ENV,
      PARENT_PIPE: '1',
      // Our certificate may be one that we issued ourselves.
      NODE_EXTRA_CA_CERTS: tls?.cert,
      PORT: String(recipientPort),
      ISSUER: issuer,
      CLIENT_ID: 'demo-brightly',
      PRIVATE_JWK_FILE: join(dataDir, 'recipient.jwk.json'),
    },
  }).once('error', reportError('starting the recipient'))
}

/** Closes its standard input, and waits for its end. */
export function stopRecipient(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.stdin?.end()
  })
}
