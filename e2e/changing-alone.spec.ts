import { db } from '#lib/db/index.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, connect, consentPage, expectNoAccess } from './journeys.ts'
import { dayAhead, energyRequest, grantedOf } from './party.ts'
import { addHome } from './people.ts'

// What a consumer changes without asking anybody.

test.use({ javaScriptEnabled: false })

const listed = '/energy/v1/supply-points'

test('[D7] pausing and resuming take one click each, and the tokens follow at once', {
  tag: '@phone',
}, async ({ asConsumer: page, party }) => {
  const tokens = await connect(page, party)
  await page.goto(`/connections/${grantedOf(tokens).arrangement_id}`)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('status')).toContainText('You paused sharing')
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await expectNoAccess(party, tokens)
  await page.getByRole('button', { name: 'Resume sharing' }).click()
  await expect(page.getByRole('status')).toContainText('You resumed sharing')
  await expect(page.getByText('Active', { exact: true })).toBeVisible()
  expect((await party.get(listed, tokens)).status).toBe(200)
})

test('[D7] the recipient tells a pause from the end, and goes on when it is resumed', async ({
  asConsumer: page,
  recipient,
}) => {
  await recipient.ask(page)
  await allowAll(page)
  await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
  await page.goto('/connections')
  await page.getByRole('link', { name: /^See details/ }).click()
  await page.waitForURL('**/connections/arr_*')
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('status')).toContainText('You paused sharing')
  const connection = page.url()
  await recipient.look(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sharing is paused')
  await page.goto(connection)
  await page.getByRole('button', { name: 'Resume sharing' }).click()
  await expect(page.getByRole('status')).toContainText('You resumed sharing')
  await recipient.look(page)
  await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
})

test('[D7] whoever is asked to change a paused connection is told that it would go on', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  const { arrangement_id: id } = grantedOf(tokens)
  await page.goto(`/connections/${id}`)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('status')).toContainText('You paused sharing')
  const parameters = { grant_management_action: 'replace', grant_id: id }
  const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()], parameters })
  await page.goto(request.url)
  await expect(page.getByText('You have paused this connection')).toBeVisible()
  await page.getByRole('button', { name: 'Do not allow' }).click()
  await page.waitForURL('**/callback?*')
  await expectNoAccess(party, tokens)
})

test('[W7] one home can be stopped: the other is shared on, and nobody is asked', async ({
  asConsumer: page,
  party,
  person,
}) => {
  await addHome(person)
  const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
  await page.goto(request.url)
  const { homes, details, ends, allow } = consentPage(page)
  for (const home of await homes.all()) await home.check()
  await details.first().check()
  await ends.first().check()
  await allow.click()
  const tokens = await request.finish(page.url())
  const count = async () =>
    ((await (await party.get(listed, tokens)).json()).supplyPoints as unknown[]).length
  expect(await count()).toBe(2)
  await page.goto(`/connections/${grantedOf(tokens).arrangement_id}`)
  await page.getByRole('link', { name: 'Share less' }).click()
  await page.waitForURL('**/less')
  await expect(page.locator('main input:checked')).toHaveCount(0)
  await page.getByRole('group', { name: 'Stop sharing from a home' }).getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Share less now' }).click()
  await expect(page.getByRole('status')).toContainText('You share less now')
  await expect(page.getByText('You chose to share less.')).toBeVisible()
  expect(await count()).toBe(1)
  expect((await party.refresh(tokens)).access_token).toBeTruthy()
})

test('[W7] less detail, or one kind of data less: shown as a change, and read no more', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  const { arrangement_id: id, supply_points: handles } = grantedOf(tokens)
  const read = async (granularity: string) =>
    (
      await party.get(`${listed}/${handles[0]}/readings`, tokens, {
        from: dayAhead(-3),
        to: dayAhead(-2),
        granularity,
      })
    ).status
  expect(await read('PT30M')).toBe(200)
  await page.goto(`/connections/${id}/less`)
  await page.getByLabel('Your electricity use each day').check()
  await page.getByLabel('Your area and meter number ending').check()
  await page.getByRole('button', { name: 'Share less now' }).click()
  await expect(page.getByRole('status')).toContainText('You share less now')
  expect([await read('PT30M'), await read('P1D')]).toEqual([403, 200])
  await expect(
    page.getByRole('region', { name: 'What they can see' }).getByRole('heading', { level: 3 }),
  ).toHaveText(['Electricity use, daily totals'])
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('every half hour')
})

test('[W7] a form that says nothing, or would leave nothing, is explained, and changes nothing', async ({
  asConsumer: page,
  party,
}) => {
  const id = grantedOf(await connect(page, party)).arrangement_id
  await page.goto(`/connections/${id}/less`)
  await page.getByRole('button', { name: 'Share less now' }).click()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByRole('alert')).toContainText('Choose what you no longer want to share')
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.getByRole('button', { name: 'Share less now' }).click()
  await expect(page.getByRole('alert')).toContainText('Leave something to share')
  expect(await db().consent.count({ where: { arrangementId: id } })).toBe(1)
})

test('[W7] a form about what no longer stands is shown anew, and changes nothing', async ({
  asConsumer: page,
  party,
}) => {
  const id = grantedOf(await connect(page, party)).arrangement_id
  await page.goto(`/connections/${id}/less`)
  const other = await page.context().newPage()
  await other.goto(`/connections/${id}/less`)
  await other.getByLabel('Your electricity use each month').check()
  await other.getByRole('button', { name: 'Share less now' }).click()
  await expect(other.getByRole('status')).toContainText('You share less now')
  await page.getByLabel('Your electricity use each day').check()
  await page.getByRole('button', { name: 'Share less now' }).click()
  await expect(page.getByText('This connection has changed in the meantime')).toBeVisible()
  expect(await db().consent.count({ where: { arrangementId: id } })).toBe(2)
})

test('[D6] everything can be stopped at once, after one page that lists what stops', {
  tag: '@phone',
}, async ({ asConsumer: page, party, home }) => {
  const [one, two] = [await connect(page, party), await connect(page, party)]
  await page.goto('/connections')
  await page.getByRole('link', { name: 'Stop all sharing' }).click()
  await page.waitForURL('**/stop-all')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([
    `${party.tradingName}, from ${home.label}`,
    `${party.tradingName}, from ${home.label}`,
  ])
  await expect(page.locator('main input:checked, main [required]')).toHaveCount(0)
  for (const tokens of [one, two]) expect((await party.get(listed, tokens)).status).toBe(200)
  await page.getByRole('button', { name: 'Stop all sharing now' }).click()
  await expect(page.getByRole('status')).toContainText('You stopped sharing')
  for (const tokens of [one, two]) await expectNoAccess(party, tokens)
})
