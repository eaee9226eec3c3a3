import { spawnSync } from 'node:child_process'
import { expect, test } from './fixtures.ts'
import { confirmStop, connect } from './journeys.ts'
import { grantedOf } from './party.ts'

test('giving and withdrawing stand on the ledger, which verifies in the browser and from the command line', async ({
  asConsumer: page,
  asRegulator,
  party,
  baseURL,
}) => {
  const { arrangement_id: id } = grantedOf(await connect(page, party))
  await page.goto(`/connections/${id}/stop`)
  await confirmStop(page)
  for (const [type, label] of [
    ['consent.given', 'A consumer gave consent'],
    ['consent.withdrawn', 'A consumer withdrew consent'],
  ] as const) {
    await expect(async () => {
      await asRegulator.goto(`/regulator/ledger?type=${type}`)
      await expect(asRegulator.getByRole('table')).toContainText(id, { timeout: 100 })
    }).toPass({ timeout: 10_000 })
    await expect(asRegulator.getByRole('cell', { name: label }).first()).toBeVisible()
  }
  await asRegulator.getByRole('button', { name: 'Verify the whole ledger in this browser' }).click()
  await expect(asRegulator.getByText(/^All \d+ entries verified$/)).toBeVisible({ timeout: 20_000 })
  const args = ['--disable-warning=ExperimentalWarning', 'scripts/verify-ledger.ts', `${baseURL}/log`]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(run.status, run.stdout + run.stderr).toBe(0)
})

test('a tampered read side does not verify', async ({ asRegulator: page }) => {
  await page.route('**/log/tile/entries/**', async (route) => {
    const response = await route.fetch()
    const body = await response.body()
    body.writeUInt8(body.readUInt8(20) ^ 1, 20)
    await route.fulfill({ response, body })
  })
  await page.goto('/regulator/ledger')
  await page.getByRole('button', { name: 'Verify the whole ledger in this browser' }).click()
  await expect(page.getByText('The ledger does not verify')).toBeVisible({ timeout: 20_000 })
})

test('only a regulator opens the page; the read side itself is public', async ({
  asConsumer: page,
  request,
}) => {
  await page.goto('/regulator/ledger')
  await expect(page).toHaveURL(/\/sign-in/)
  expect((await request.get('/log/checkpoint')).status()).toBe(200)
})
