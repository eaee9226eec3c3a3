// npm run operator -- add EMAIL NAME | list | remove EMAIL
import { parseArgs } from 'node:util'
import { addOperator, listOperators, removeOperator } from '#lib/auth/index.ts'
import { AppError, type SystemActor } from '#lib/core/index.ts'
import { readPassword } from './read-password.ts'
import { withDatabase } from './with-database.ts'

const USAGE = `Operators of the node: who signs in to keep the register.

  npm run operator -- add EMAIL NAME
  npm run operator -- list
  npm run operator -- remove EMAIL

  add      asks for a password, or takes the first line of standard input
  list     who may sign in
  remove   they are signed out and can't sign in any more; add lets them in again, with a new password`

const actor: SystemActor = { kind: 'system', process: 'operator command' }

const commands: Record<string, (email: string, name: string) => Promise<void>> = {
  async add(email, name) {
    if (!email || !name) throw new AppError('invalid', 'usage', USAGE)
    const password = await readPassword()
    await withDatabase(async () => {
      const added = await addOperator(actor, { email, name, password })
      console.log(`${added.name} signs in as ${added.email}.`)
      return true
    })
  },
  async list(email) {
    if (email) throw new AppError('invalid', 'usage', USAGE)
    await withDatabase(async () => {
      for (const one of await listOperators())
        console.log(`${one.email.padEnd(32)} ${one.name}  since ${one.createdAt.toISOString().slice(0, 10)}`)
      return true
    })
  },
  async remove(email, more) {
    if (!email || more) throw new AppError('invalid', 'usage', USAGE)
    await withDatabase(async () => {
      console.log(`${(await removeOperator(actor, email)).email} can’t sign in any more.`)
      return true
    })
  },
}

try {
  const [name = '', email = '', ...words] = parseArgs({ allowPositionals: true }).positionals
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new AppError('invalid', 'usage', USAGE)
  await command(email, words.join(' '))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
