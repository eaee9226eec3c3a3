// npm run keys -- list | rotate USE [--now] | reseal
import { parseArgs } from 'node:util'
import { AppError } from '#lib/core/index.ts'
import { ensureKeys, isKeyUse, listKeys, resealKeys, rotateKey } from '#lib/keys/index.ts'
import { withDatabase } from './with-database.ts'

const USAGE = `Keys and secrets of the node; docs/keys.md says how they live.

  npm run keys -- list
  npm run keys -- rotate USE [--now]
  npm run keys -- reseal

  list         every key: use, state, when it signs and retires
  rotate USE   announce the next key of a use (oidc, oidc-cookies, portal-session, dpop-nonce)
  --now        for a key that somebody else may have: the next signs in a minute, the old one goes in two
  reseal       seal everything under OPERATOR_KEY that OPERATOR_KEY_PREVIOUS had sealed`

const commands: Record<string, (use: string | undefined, now: boolean) => Promise<void>> = {
  async list() {
    await ensureKeys()
    for (const { use, state, id, signsFrom, retiredAt } of await listKeys()) {
      const retires = retiredAt ? `  retires ${retiredAt.toISOString()}` : ''
      console.log(`${use.padEnd(17)} ${state.padEnd(10)} ${id}  signs ${signsFrom.toISOString()}${retires}`)
    }
  },
  async rotate(use, now) {
    if (!isKeyUse(use)) throw new AppError('invalid', 'usage', USAGE)
    await ensureKeys()
    const { id, signsFrom, retiresAt } = await rotateKey(use, { hurry: now })
    console.log(`${id} is published now and signs from ${signsFrom.toISOString()}.`)
    console.log(`The one before is published until ${retiresAt.toISOString()}.`)
  },
  async reseal() {
    console.log(`Sealed ${await resealKeys()} keys and secrets under OPERATOR_KEY.`)
  },
}

await withDatabase(async () => {
  const options = { now: { type: 'boolean', default: false } } as const
  const { positionals, values } = parseArgs({ options, allowPositionals: true })
  const [name = '', use, ...more] = positionals
  const command = Object.hasOwn(commands, name) && more.length === 0 ? commands[name] : undefined
  if (!command) throw new AppError('invalid', 'usage', USAGE)
  await command(use, values.now)
  return true
})
