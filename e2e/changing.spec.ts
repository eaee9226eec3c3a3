import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { Tokens } from '#lib/testing/third-party.ts'
import { expect, test } from './fixtures.ts'
import { ask, connect, consentPage, expectNoAccess } from './journeys.ts'
import { dayAhead, energyRequest, grantedOf, type TestParty } from './party.ts'
import { addHome } from './people.ts'

const less = () =>
  energyRequest({
    datatypes: ['meter.electricity.daily'],
    history: { from: dayAhead(-10) },
    access: { until: dayAhead(45) },
  })

/** Asks to change what those tokens stand for; returns what finishes the request. */
async function askForChange(
  page: Page,
  party: TestParty,
  tokens: Tokens,
  { action = 'replace', detail = energyRequest() } = {},
) {
  const extra = { grant_management_action: action, grant_id: grantedOf(tokens).arrangement_id }
  return ask(page, party, detail, extra)
}

const changePage = (page: Page) => ({
  ...consentPage(page),
  changes: page.getByRole('region', { name: 'What would change' }),
  allow: page.getByRole('button', { name: 'Allow the change' }),
})

const works = async (party: TestParty, tokens: Tokens) =>
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)

test('[R7] the page marks what is new or more, and starts with what stands, nothing new chosen', async ({
  asConsumer: page,
  person,
  home,
  party,
}) => {
  const tokens = await connect(page, party, less())
  const second = await addHome(person)
  await askForChange(page, party, tokens)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    `${party.tradingName} is asking to change what you share with them`,
  )
  const { changes, detail, ends, allow, refuse } = changePage(page)
  const rows = changes.getByRole('row')
  await expect(rows.filter({ hasText: 'Electricity use' })).toContainText('More detail')
  await expect(rows.filter({ hasText: 'How far back' })).toContainText('Further back')
  await expect(rows.filter({ hasText: 'Last day' })).toContainText('Longer')
  await expect(rows.filter({ hasText: 'Other details' })).toContainText('New')
  const clusters = page.getByRole('region', { name: `What ${party.tradingName} would see` })
  await expect(clusters.getByText('New', { exact: true })).toBeVisible()
  await expect(clusters.getByText('More detail', { exact: true })).toBeVisible()

  await expect(page.getByRole('checkbox', { name: home.label })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: second.label })).not.toBeChecked()
  await expect(detail('meter.electricity.daily')).toBeChecked()
  await expect(ends.and(page.locator(`[value="${dayAhead(45)}"]`))).toBeChecked()
  await expect(page.locator('input:checked')).toHaveCount(3)
  const boxes = [await allow.boundingBox(), await refuse.boundingBox()]
  expect(boxes[0]?.height).toBe(boxes[1]?.height)
  expect(boxes[0]?.width).toBe(boxes[1]?.width)
})

test('[C16] what the page said of the change is what is kept', async ({ asConsumer: page, party }) => {
  const tokens = await connect(page, party, less())
  const request = await askForChange(page, party, tokens)
  const said = (await changePage(page).changes.innerText()).replaceAll(/\s+/g, ' ')
  await changePage(page).allow.click()
  await page.waitForURL('**/callback?*')
  const { db } = await import('#lib/db/index.ts')
  const { arrangement_id: arrangementId } = grantedOf(await request.finish(page.url()))
  const { summary } = await db().consent.findFirstOrThrow({ where: { arrangementId, version: 2 } })
  const { list } = (summary as { shown: { changes: { list: { mark: string; now: string | null }[] } } }).shown
    .changes
  expect(list.map(({ mark }) => mark)).toEqual(['new', 'more detail', 'further back', 'longer'])
  for (const { mark } of list) expect(said.toLowerCase()).toContain(mark)
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('a change is allowed, what stood is over, and the connection says what changed', async ({
    asConsumer: page,
    party,
  }) => {
    const tokens = await connect(page, party, less())
    const request = await askForChange(page, party, tokens)
    await works(party, tokens)
    const { detail, allow } = changePage(page)
    await detail('meter.electricity.hh').check()
    await allow.click()
    await page.waitForURL('**/callback?*')
    await expectNoAccess(party, tokens)
    const changed = await request.finish(page.url())
    await works(party, changed)
    expect(grantedOf(changed)).toMatchObject({
      arrangement_id: grantedOf(tokens).arrangement_id,
      supply_points: grantedOf(tokens).supply_points,
      datatypes: ['supply-point.basic', 'meter.electricity.hh'],
      access: { until: dayAhead(45) },
    })
    await page.goto('/connections')
    await expect(page.getByRole('link', { name: /^See details/ })).toHaveCount(1)
    await page.getByRole('link', { name: /^See details/ }).click()
    const history = page.getByRole('region', { name: 'What changed' })
    await expect(history.getByRole('heading', { name: /^Changed on/ })).toHaveCount(1)
    await expect(history).toContainText('Your electricity use each day')
  })

  test('refusing a change leaves everything as it stands', async ({ asConsumer: page, party }) => {
    const tokens = await connect(page, party, less())
    await askForChange(page, party, tokens)
    await consentPage(page).refuse.click()
    await page.waitForURL('**/callback?*')
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')
    await works(party, tokens)
    await page.goto(`/connections/${grantedOf(tokens).arrangement_id}`)
    await expect(page.getByText('Your electricity use each day')).toHaveCount(0)
    await expect(page.getByRole('region', { name: 'What changed' })).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Electricity use, daily totals' })).toBeVisible()
  })
})

test('a page that compares with what no longer stands is shown anew, and nothing is agreed by it', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party, less())
  await askForChange(page, party, tokens)
  const other = await page.context().newPage()
  const request = await askForChange(other, party, tokens, {
    detail: energyRequest({ access: { until: dayAhead(20) } }),
  })
  await changePage(other).ends.first().check()
  await changePage(other).allow.click()
  await other.waitForURL('**/callback?*')
  const changed = await request.finish(other.url())
  await changePage(page).allow.click()
  await expect(page.getByText('This page has changed in the meantime')).toBeVisible()
  await works(party, changed)
  await expect(changePage(page).changes).toContainText('Longer')
  await changePage(page).allow.click()
  await page.waitForURL('**/callback?*')
  await expectNoAccess(party, changed)
})

test('a connection that was stopped meanwhile is not brought back: the recipient is told', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party, less())
  const parameters = {
    grant_management_action: 'merge',
    grant_id: grantedOf(tokens).arrangement_id,
  }
  const unopened = await party.startAuthorisation({ authorizationDetails: [energyRequest()], parameters })
  await askForChange(page, party, tokens)
  const { withdrawConsent } = await import('#lib/consent/index.ts')
  const { db } = await import('#lib/db/index.ts')
  const id = grantedOf(tokens).arrangement_id as `arr_${string}`
  const { accountId } = await db().arrangement.findUniqueOrThrow({ where: { id } })
  await withdrawConsent({ kind: 'consumer', accountId: accountId as `acc_${string}` }, id)
  await changePage(page).allow.click()
  await page.waitForURL('**/callback?*')
  expect(new URL(page.url()).searchParams.get('error')).toBe('invalid_grant_id')
  await page.goto(unopened.url)
  await page.waitForURL('**/callback?*')
  expect(new URL(page.url()).searchParams.get('error')).toBe('invalid_grant_id')
  await expectNoAccess(party, tokens)
})

for (const [width, colorScheme] of [
  [320, 'dark'],
  [1280, 'light'],
] as const) {
  test(`asking for a change, and its history, are accessible at ${width} px, ${colorScheme}`, async ({
    asConsumer: page,
    party,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      expect(
        violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
        what,
      ).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0)
    }
    const tokens = await connect(page, party, less())
    await askForChange(page, party, tokens)
    await check('change')
    await changePage(page).allow.click()
    await page.waitForURL('**/callback?*')
    await page.goto(`/connections/${grantedOf(tokens).arrangement_id}`)
    await check('history')
  })
}

test.describe('at the demo recipient', () => {
  test.use({ javaScriptEnabled: false })

  test('one can change what one shares, or leave it as it is', async ({
    asConsumer: page,
    home: _,
    recipient,
  }) => {
    await recipient.ask(page)
    const { homes, detail, ends, allow } = consentPage(page)
    await homes.first().check()
    await detail('meter.electricity.daily').check()
    await ends.first().check()
    await allow.click()
    const shared = page.locator('section', { has: page.getByRole('heading', { name: 'What you share' }) })
    await expect(shared).toContainText('Daily totals')
    await page.getByRole('button', { name: 'Change what I share' }).click()
    await changePage(page).refuse.click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing has changed')
    await page.getByRole('link', { name: 'Back to your data' }).click()
    await expect(shared).toContainText('Daily totals')
    await page.getByRole('button', { name: 'Change what I share' }).click()
    await detail('meter.electricity.hh').check()
    await changePage(page).allow.click()
    await expect(shared).toContainText('Every half hour')
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
    await page.goto('/connections')
    await expect(page.getByRole('link', { name: /^See details/ })).toHaveCount(1)
  })
})

test('the JSON Schemas that the metadata names are there, for anyone', async ({ request }) => {
  const metadata = await (await request.get('/.well-known/oauth-authorization-server')).json()
  const { request: asked, granted } =
    metadata.energyos_authorization_details_schemas['urn:energyos:energy-data:v1']
  for (const address of [asked, granted]) {
    const answer = await request.get(address)
    expect(answer.headers()['content-type']).toContain('application/json')
    expect(await answer.json()).toMatchObject({ $id: expect.stringMatching(/^urn:energyos:energy-data:v1:/) })
  }
})
