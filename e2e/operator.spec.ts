import type { Page } from '@playwright/test'
import { db } from '#lib/db/index.ts'
import { keepLogo } from '#lib/register/index.ts'
import { makePng } from '#lib/register/testing.ts'
import { makeClientKey } from '#lib/testing/client-key.ts'
import { demoAccounts } from '../prisma/demo-accounts.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, ask, confirmStop, connect, expectNoAccess, signIn } from './journeys.ts'
import { grantedOf, type TestParty } from './party.ts'

const [owen, orla] = demoAccounts.filter(({ role }) => role === 'operator')

/** Signed in as an operator of the demo, at a company's page of the console. */
async function openCompany(page: Page, party: TestParty, operator = owen): Promise<void> {
  if (operator) await signIn(page, operator)
  await page.goto(`/operator?q=${encodeURIComponent(party.tradingName)}`)
  await page.getByRole('table').getByRole('link', { name: party.tradingName }).click()
}

/** Changes a status, or proposes to, and gives a reason. */
async function changeStatus(page: Page, button: string, reason: string, sentence: string): Promise<void> {
  await page.getByRole('region', { name: 'Change the status' }).getByRole('link', { name: button }).click()
  await page.getByLabel(reason).check()
  await page.getByLabel('One sentence more').fill(sentence)
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible()
}

const suspend = (page: Page) =>
  changeStatus(page, 'Suspend', 'Its systems are not safe at the moment', 'Its keys were found in public.')

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an operator enrols a company and puts an app up; it is in the register once it is approved', {
    tag: '@phone',
  }, async ({ page }) => {
    const mark = crypto.randomUUID().slice(0, 8)
    if (owen) await signIn(page, owen)
    await expect(page).toHaveURL('/operator')
    await page.getByRole('link', { name: 'Enrol a participant' }).click()
    await page.getByLabel('Register number').fill(`OP-${mark}`)
    await page.getByLabel('Legal name').fill(`Tidal ${mark} Ltd`)
    await page.getByLabel('Trading name').fill(`Tidal ${mark}`)
    await page.getByLabel('Website').fill('http://tidal.example')
    await page.getByRole('button', { name: 'Enrol' }).click()
    // Faults are told, and nothing has to be typed twice.
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.getByRole('alert')).toContainText('Give an address that begins with https://')
    await expect(page.getByLabel('Legal name')).toHaveValue(`Tidal ${mark} Ltd`)
    await page.getByLabel('Website').fill('https://tidal.example')
    await page.getByLabel('Privacy notice').fill('https://tidal.example/privacy')
    await page.getByLabel('Contact email').fill('office@tidal.example')
    await page.getByLabel('Contact phone').fill('08081 570 400')
    await page.getByLabel('Data recipient').check()
    await page.getByRole('button', { name: 'Enrol' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Tidal ${mark}`)

    await page.getByRole('link', { name: 'Add an app' }).click()
    const { publicJwk, privateJwk } = await makeClientKey()
    await page.getByLabel('Client id').fill(`tidal-${mark}`)
    await page.getByLabel('Name', { exact: true }).fill('Tidal app')
    await page.getByLabel('Description').fill('Compares tariffs.')
    await page.getByLabel('Your electricity use each day').check()
    await page.getByLabel('Redirect addresses').fill('https://tidal.example/callback')
    await page.getByLabel('Purposes').fill('tariff_comparison: To compare tariffs for you.')
    await page.getByLabel('Public keys').fill(JSON.stringify({ keys: [privateJwk] }))
    await page
      .getByLabel('Logo')
      .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: makePng() })
    await page.getByRole('button', { name: 'Go on to review' }).click()
    // A private key is refused, and not kept.
    await expect(page.getByRole('alert')).toContainText('A private key is neither taken nor kept')
    await expect(page.getByLabel('Public keys')).toHaveValue('')
    await expect(page.getByLabel('Purposes')).toHaveValue('tariff_comparison: To compare tariffs for you.')
    await page.getByLabel('Public keys').fill(JSON.stringify({ keys: [publicJwk] }))
    await page.getByRole('button', { name: 'Go on to review' }).click()

    await expect(page.getByText('To compare tariffs for you. (tariff_comparison)')).toBeVisible()
    expect(await db().softwareProduct.count({ where: { clientId: `tidal-${mark}` } })).toBe(0)
    await page.getByRole('button', { name: 'Approve' }).click()
    await expect(page.getByRole('region', { name: 'Apps' })).toContainText(`tidal-${mark}`)
    const product = await db().softwareProduct.findUniqueOrThrow({ where: { clientId: `tidal-${mark}` } })
    expect(product).toMatchObject({ status: 'active', logo: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  test('what can’t be undone takes two operators, and ends every connection', async ({
    page,
    openBrowser,
    asConsumer,
    party,
  }) => {
    const tokens = await connect(asConsumer, party)
    const other = await openBrowser({ javaScriptEnabled: false })
    await openCompany(other, party)
    await changeStatus(other, 'Revoke', 'It broke the rules of the register', 'It sold data.')
    await other.getByRole('link', { name: /^Review: Revoke/ }).click()
    await expect(other.getByText('Another operator must confirm this')).toBeVisible()
    await expect(other.getByRole('button', { name: 'Confirm' })).toHaveCount(0)
    const proposal = other.url()
    // Sending the form by hand doesn't help.
    const answer = await other.request.post(`${proposal}/decide`, {
      form: { decision: 'approve' },
      headers: { origin: new URL(proposal).origin },
      maxRedirects: 0,
    })
    expect(answer.headers().location).toBe('/problem?code=same-operator')
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)

    const second = await openBrowser({ javaScriptEnabled: false })
    if (orla) await signIn(second, orla)
    await second.goto(proposal)
    await expect(second.getByText('It sold data.')).toBeVisible()
    await expect(second.locator('dt', { hasText: 'Connections that end' }).locator('+ dd')).toHaveText('1')
    await second.getByRole('button', { name: 'Confirm' }).click()
    await expect(second.getByRole('region', { name: 'History' })).toContainText(
      'proposed by Owen Pryce, confirmed by Orla Byrne',
    )

    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
    await page.goto(`/connections/${grantedOf(tokens).arrangement_id}`)
    await expect(page.getByText(`${party.tradingName} is no longer on the register`)).toBeVisible()
    await expect(page.getByText('It sold data.')).toBeVisible()
    await expect(page.getByText('Not on the register')).toBeVisible()
    await expect(page.getByText('Stopped', { exact: true })).toBeVisible()
  })
})

test('suspending stops access at once; the consumer reads why and can stop; reinstating goes on', {
  tag: '@phone',
}, async ({ asConsumer: page, openBrowser, party }) => {
  const [one, two] = [await connect(page, party), await connect(page, party)]
  const console_ = await openBrowser()
  await openCompany(console_, party)
  await suspend(console_)
  for (const tokens of [one, two])
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)

  await page.goto(`/connections/${grantedOf(one).arrangement_id}`)
  await expect(page.getByText(`${party.tradingName} is suspended`)).toBeVisible()
  await expect(page.getByText('Its keys were found in public.')).toBeVisible()
  await expect(page.getByText('Paused', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Stop sharing' }).click()
  await confirmStop(page)

  await changeStatus(console_, 'Reinstate', 'The matter is settled', 'It has new keys.')
  expect((await party.get('/energy/v1/supply-points', two)).status).toBe(200)
  await expectNoAccess(party, one)
})

test('one app alone is deactivated, not without a reason, and reinstated', async ({
  asConsumer,
  openBrowser,
  party,
}) => {
  const tokens = await connect(asConsumer, party)
  const page = await openBrowser({ javaScriptEnabled: false })
  await openCompany(page, party)
  await page.getByRole('region', { name: 'Apps' }).getByRole('link', { name: party.tradingName }).click()
  const app = page.url()
  await page.getByRole('link', { name: 'Deactivate' }).click()
  await page.getByLabel('One sentence more').fill('Its keys were found in public.')
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByRole('alert')).toContainText('Choose a reason')
  await expect(page.getByLabel('One sentence more')).toHaveValue('Its keys were found in public.')
  await page.getByLabel('Its systems are not safe at the moment').check()
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page).toHaveURL(app)
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)

  // What can't happen now has no page.
  expect((await page.request.get(`${app}/status/deactivate`)).status()).toBe(404)
  await changeStatus(page, 'Reinstate', 'The matter is settled', 'It has new keys.')
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
})

test('a request that waits on the consent page is refused on the next click', async ({
  asConsumer: page,
  openBrowser,
  party,
}) => {
  await ask(page, party)
  await expect(page.getByRole('button', { name: 'Allow sharing' })).toBeVisible()
  const waiting = page.url()
  const console_ = await openBrowser()
  await openCompany(console_, party)
  await suspend(console_)
  await page.getByRole('button', { name: 'Allow sharing' }).click()
  await expect(
    page.getByText('This company may not ask for data at the moment. Nothing was shared.'),
  ).toBeVisible()
  await page.goto(waiting)
  await expect(
    page.getByText('This company may not ask for data at the moment. Nothing was shared.'),
  ).toBeVisible()
  await page.goto('/connections')
  await expect(page.getByText('Nobody can see your energy data')).toBeVisible()
})

test('a logo stands beside the name on the consent page, served by us, and is part of what is kept', async ({
  asConsumer: page,
  party,
}) => {
  const logo = await keepLogo(makePng())
  const { id } = await db().softwareProduct.findFirstOrThrow({ where: { name: party.tradingName } })
  await db().softwareProduct.update({ where: { id }, data: { logo } })
  await ask(page, party)
  const picture = page.locator(`img[src="/register/logos/${logo}.png"]`)
  await expect(picture).toBeVisible()
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(64)
  await allowAll(page)
  const { summary } = await db().consent.findFirstOrThrow({ where: { arrangement: { productId: id } } })
  expect(summary).toMatchObject({ shown: { recipient: { logo } } })
})

test('the console is for operators only, pages and forms alike', async ({
  asConsumer: page,
  asRegulator,
  party: _,
}) => {
  for (const one of [page, asRegulator]) {
    for (const path of ['/operator', '/operator/enrol']) {
      await one.goto(path)
      await expect(one).toHaveURL(/\/sign-in/)
    }
    const participant = await db().participant.findFirstOrThrow({ where: { status: 'active' } })
    const answer = await one.request.post(`/operator/participants/${participant.id}/status/suspend/submit`, {
      form: { code: 'complaints', sentence: 'No.' },
      headers: { origin: new URL(one.url()).origin },
      maxRedirects: 0,
    })
    expect(answer.headers().location).toBe('/sign-in?next=/operator')
    expect(await db().participant.findUnique({ where: { id: participant.id } })).toMatchObject({
      status: 'active',
    })
  }
})

test('anybody reads the register, as a page and signed', async ({ page, request, party }) => {
  await expect(async () => {
    await page.goto('/register')
    await expect(page.getByRole('heading', { name: party.tradingName, exact: true })).toBeVisible({
      timeout: 100,
    })
  }).toPass({ timeout: 10_000 })
  const plain = await request.get('/register.json')
  const known = { 'if-none-match': plain.headers().etag ?? '' }
  expect((await request.get('/register.json', { headers: known })).status()).toBe(304)
  expect((await request.get('/register.jwt')).headers()['content-type']).toBe('application/register+jwt')
  expect(await (await request.get('/register/jwks.json')).json()).toMatchObject({ keys: [{ alg: 'ES256' }] })
})
