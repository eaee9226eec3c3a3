import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { db } from '#lib/db/index.ts'
import { startTestNode, type TestNode } from '#lib/testing/node.ts'
import { connect, grantedOf, lastDays } from '#lib/testing/party.ts'
import { makeWorld, type World } from '#lib/testing/world.ts'

let node: TestNode
let world: World

beforeAll(async () => {
  node = await startTestNode()
  world = await makeWorld('secrets')
})
afterAll(() => node.close())

/** Every column of every row of the tables that the authorisation server writes, as text. */
async function dumpTables(): Promise<string> {
  const rows = await Promise.all(
    ['oidc_record', 'access_token', 'replay', 'disclosure', 'ledger_entry'].map((table) =>
      db().$queryRawUnsafe<{ text: string }[]>(`select to_jsonb(t)::text as text from ${table} t`),
    ),
  )
  return rows
    .flat()
    .map(({ text }) => text)
    .join('\n')
}

test('no token is kept in a form that could be used, and none is logged', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const output: string[] = []
  const write = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((chunk) => output.push(String(chunk)) > 0)
  const { party, tokens } = await connect(node, world)
  await party.get(
    `/energy/v1/supply-points/${grantedOf(tokens).supply_points[0]}/readings`,
    tokens,
    lastDays(2),
  )
  await party.get('/energy/v1/no-such-thing', tokens)
  const again = await party.refresh(tokens)
  write.mockRestore()
  const said = JSON.stringify(logged.mock.calls) + output.join('')
  const kept = await dumpTables()
  expect(kept).toContain(grantedOf(tokens).arrangement_id)
  for (const secret of [tokens.access_token, again.access_token, tokens.refresh_token ?? '?']) {
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain(Buffer.from(secret).toString('hex'))
    expect(said).not.toContain(secret)
  }
})

test('what the recipient sees never names the meter, the account or the person', async () => {
  const { party, tokens } = await connect(node, world)
  const [handle] = grantedOf(tokens).supply_points
  const answers = await Promise.all([
    party.get('/energy/v1/supply-points', tokens),
    party.get(`/energy/v1/supply-points/${handle}/readings`, tokens, lastDays(2)),
  ])
  const seen = JSON.stringify(tokens) + (await Promise.all(answers.map((answer) => answer.text()))).join('')
  const { mpan } = await db().supplyPoint.findUniqueOrThrow({ where: { id: world.supplyPointId } })
  const claims = JSON.parse(Buffer.from(String(tokens.id_token).split('.')[1] ?? '', 'base64url').toString())
  expect(claims.sub).toMatch(/^[A-Za-z0-9_-]{43}$/)
  for (const secret of [
    mpan,
    world.actor.accountId,
    world.supplyPointId,
    'secrets@test.example',
    'secrets Street',
  ]) {
    expect(seen + JSON.stringify(claims)).not.toContain(secret)
  }
})

test('two recipients know the same person and home by different names', async () => {
  const second = { ...(await makeWorld('second')), actor: world.actor, supplyPointId: world.supplyPointId }
  const [one, two] = [await connect(node, world), await connect(node, second)]
  const sub = (token: string | undefined) =>
    JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()).sub
  expect(grantedOf(one.tokens).supply_points).not.toEqual(grantedOf(two.tokens).supply_points)
  expect(sub(one.tokens.id_token)).not.toBe(sub(two.tokens.id_token))
})
