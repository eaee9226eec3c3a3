import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { AppError } from '#lib/core/index.ts'

/** A password from standard input: at a terminal twice and unseen, else the first line. Never an argument, which others can see. */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return readLine()
  const first = await readLine('Password: ')
  if ((await readLine('The same again: ')) === first) return first
  throw new AppError('invalid', 'passwords-differ', 'These were two different passwords.')
}

/** What is typed after a prompt goes nowhere else. */
const unseen = new Writable({ write: (_chunk, _encoding, done) => done() })

async function readLine(prompt?: string): Promise<string> {
  if (prompt) process.stderr.write(prompt)
  const lines = createInterface({ input: process.stdin, output: unseen, terminal: Boolean(prompt) })
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('close', () => reject(new AppError('invalid', 'no-password', 'No password was given.')))
    })
  } finally {
    lines.close()
    if (prompt) process.stderr.write('\n')
  }
}
