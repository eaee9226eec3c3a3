import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { db } from '#lib/db/index.ts'
import { demoAccounts } from '../prisma/demo-accounts.ts'
import { checkPage as check } from './check-page.ts'
import { expect, test } from './fixtures.ts'
import { addAHome, proveByReading } from './home-journeys.ts'
import { allowAll, confirmStop, connect, consentPage, fillSignIn, signIn } from './journeys.ts'
import { askForLink, fillSignUp, openLink, openMail } from './links.ts'
import { energyRequest, grantedOf } from './party.ts'
import { addPasskeyRow } from './passkeys.ts'
import { addHome, addMeter, addPerson } from './people.ts'

async function signInAsOperator(page: Page): Promise<void> {
  const operator = demoAccounts.find(({ role }) => role === 'operator')
  if (operator) await signIn(page, operator)
}

// Each page is looked at in four settings.
test.describe.configure({ timeout: 180_000 })

test('every page that anyone may open', async ({ page, recipient }) => {
  for (const path of [
    '/',
    '/sign-in',
    '/sign-in?again',
    '/device',
    '/device/done',
    '/register',
    '/receipts/check',
    '/stop/not-a-link',
    '/account/delete/done',
    '/request-ended',
    '/problem?code=home-not-yours',
    '/no-such-page',
    '/dev/components',
  ]) {
    await page.goto(path)
    await check(page, path)
  }
  await page.goto('/sign-in')
  await fillSignIn(page, { email: 'nobody@e2e.example', password: 'x' })
  await expect(page).toHaveTitle(/^Error: /)
  await check(page, 'sign-in with an error')
  await page.goto(recipient.origin)
  await check(page, 'the demo recipient')
  await page.goto(`${recipient.origin}/privacy`)
  await check(page, 'its privacy notice')
})

test('every page of signing up', async ({ page }) => {
  for (const path of ['/sign-up', '/sign-up?problem=name&problem=email', '/link/sent', '/link/nonsense']) {
    await page.goto(path)
    await check(page, path)
  }
  await page.goto('/sign-up')
  await fillSignUp(page, { name: 'A', email: `${randomUUID()}@e2e.example` })
  await openMail(page)
  await check(page, 'the e-mail of the demo')
  await openLink(page)
  await check(page, 'a link that signs up')
})

test('every page of getting back in', async ({ page, person, home: _ }) => {
  await askForLink(page, person.email)
  await openLink(page)
  await check(page, 'a link that recovers')
  await page.getByRole('button', { name: 'Get back in' }).click()
  await page.waitForURL('**/sign-up/method?*')
  await check(page, 'the choice how to sign in')
  await page.goto('/sign-up/method?problem=short')
  await check(page, 'the same, with an error')
  await page.goto('/connections')
  await check(page, 'connections, closed')
})

test('every page of an account', async ({ asConsumer: page, person }) => {
  const { id } = await addPasskeyRow(person)
  for (const path of [
    '/account',
    '/account?problem=name',
    '/account?done=name',
    '/account/passkeys/add',
    `/account/passkeys/${id}`,
    '/account/password',
    '/account/email-link',
  ]) {
    await page.goto(path)
    await check(page, path.replace(id, ':id'))
  }
})

test('every page of asking and deciding', async ({ page, recipient }) => {
  const person = await addPerson()
  await addHome(person)
  await addHome(person, '2024-06-01')
  await signIn(page, person)
  await recipient.ask(page)
  await check(page, 'consent')
  for (const preview of await page.locator('fieldset summary').all()) await preview.click()
  await check(page, 'consent, with previews')
  await consentPage(page).allow.click()
  await expect(page).toHaveTitle(/^Error: /)
  await check(page, 'consent with an error')
  await allowAll(page)
  await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
  await check(page, 'the demo recipient with data')
  await page.goto('/oauth/logout')
  await check(page, 'signing out for an app')
})

test('every page of connections', async ({ asConsumer: page, party }) => {
  await check(page, 'no connections')
  const tokens = await connect(page, party)
  await party.get('/energy/v1/supply-points', tokens)
  const id = grantedOf(tokens).arrangement_id
  for (const path of ['', `/${id}`, `/${id}/stop`, `/${id}/history`, '/other-uses']) {
    await page.goto(`/connections${path}`)
    await check(page, path.replace(id, ':id'))
  }
  await page.goto(`/connections/${id}/stop`)
  await confirmStop(page)
  await check(page, 'stopped')
  await page.goto('/connections')
  await check(page, 'with a past connection')
  await page.goto('/connections/past?status=stopped')
  await check(page, 'past connections')
})

test('every page of one’s own energy', async ({ asConsumer: page, person }) => {
  await addHome(person, '2026-01-01')
  for (const view of ['day', 'month', 'year']) {
    await page.goto(`/usage?view=${view}`)
    if (view === 'day') await page.locator('figure summary').click()
    await check(page, `usage, ${view}`)
  }
})

test('every page of a car and a heat pump, and of a date that is none', async ({ page }) => {
  await signIn(page, demoAccounts[0])
  await page.goto('/usage?date=x')
  await check(page, 'usage, with an error')
  await page.goto('/usage?view=month')
  await check(page, 'usage with car and heat pump')
})

test('every page of what one’s own energy costs', async ({ asConsumer: page }) => {
  await page.goto('/usage/tariff')
  await check(page, 'tariff')
  await page.getByRole('button', { name: 'Save these prices' }).click()
  await page.waitForURL('**again=**')
  await check(page, 'tariff, with errors')
  await page.goto('/usage/tariff')
  for (const [label, price] of [
    ['Price of a unit', '24.5'],
    ['Standing charge', '50'],
  ] as const) {
    await page.getByLabel(label).fill(price)
  }
  await page.getByLabel('Yes, they include VAT').check()
  await page.getByRole('button', { name: 'Save these prices' }).click()
  await page.waitForURL('**/usage?home=**')
  await check(page, 'usage, with its cost')
})

test('every page of receipts and messages', async ({ asConsumer: page, party }) => {
  await page.goto('/mailbox')
  await check(page, 'an empty mailbox')
  const id = grantedOf(await connect(page, party)).arrangement_id
  await page.goto('/mailbox')
  await check(page, 'a mailbox')
  await page.getByRole('link', { name: /^Read: You share/ }).click()
  await page.waitForURL('**/mailbox/*')
  await page.getByText('The same as plain text').click()
  await check(page, 'a message')
  const stop = await page.getByRole('link', { name: /^Stop sharing with/ }).getAttribute('href')
  for (const path of ['/account/notices?saved=1', '/account/export', '/account/delete', stop ?? '']) {
    await page.goto(path)
    await check(page, path.replace(/stop\/.*/, 'stop/:token'))
  }
  const receipt = await (await page.request.get(`/connections/${id}/receipt.json`)).text()
  for (const text of ['', receipt, receipt.replace('dpv:Share', 'dpv:Sell')]) {
    await page.goto('/receipts/check')
    await page.getByLabel('Paste the receipt').fill(text)
    await page.getByRole('button', { name: 'Check the receipt' }).click()
    await page.waitForURL('**/check?checked=1')
    await check(page, `a receipt of ${text.length} characters, checked`)
  }
  await page.goto(stop ?? '')
  await page.getByRole('button', { name: 'Stop sharing now' }).click()
  await expect(page.getByRole('status')).toContainText('Nothing is shared')
  await check(page, 'stopped by a link')
})

test('every page of what a consumer changes alone', async ({ asConsumer: page, party }) => {
  await connect(page, party)
  const id = grantedOf(await connect(page, party)).arrangement_id
  for (const path of [
    `/${id}/less`,
    `/${id}/less?fault=nothing-chosen`,
    `/${id}/less?changed`,
    '/stop-all',
  ]) {
    await page.goto(`/connections${path}`)
    await check(page, path.replace(id, ':id'))
  }
  await page.goto(`/connections/${id}`)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('status')).toContainText('You paused sharing')
  await check(page, 'paused')
})

test('every page of homes', async ({ page }) => {
  const [person, meter] = [await addPerson(), await addMeter()]
  await signIn(page, person)
  await page.goto('/homes')
  await check(page, 'no homes')
  const id = await addAHome(page, meter)
  await check(page, 'a home that was added')
  for (const path of [
    '/homes',
    '/homes/add',
    `/homes/${id}`,
    `/homes/${id}/prove/meter-reading`,
    `/homes/${id}/prove/meter-reading?again=no-match`,
    `/homes/${id}/prove/letter`,
    `/homes/${id}/prove/holder`,
    `/homes/${id}/devices/add`,
    `/demo/home/${id}`,
  ]) {
    await page.goto(path)
    await check(page, path.replace(id, ':id'))
  }
})

test('every page of homes that are added, proved and left', async ({ page, party }) => {
  await signIn(page, await addPerson())
  const id = await addAHome(page, await addMeter())
  await page.goto('/homes/add')
  await page.getByRole('button', { name: 'Add this home' }).click()
  await expect(page).toHaveTitle(/^Error: /)
  await check(page, 'adding a home with errors')
  const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
  await page.goto(request.url)
  await check(page, 'consent with a home that is not proved')
  await proveByReading(page, id)
  await check(page, 'a proved home')
  await page.goto(`/homes/${id}/move-out`)
  await check(page, 'moving out')
  await db().occupancy.update({ where: { id }, data: { heldFrom: new Date() } })
  await page.goto('/homes')
  await check(page, 'a home on hold')
})

test('every page of what an app asks again', async ({ asConsumer: page, asker: party }) => {
  const loginHint = grantedOf(await connect(page, party)).arrangement_id
  await party.startBackchannel({ authorizationDetails: [energyRequest()], loginHint })
  await page.goto('/connections')
  await check(page, 'connections, with a request that waits')
  await page.goto('/approvals')
  await check(page, 'requests that wait')
  await page.getByRole('link', { name: /^Look at what/ }).click()
  await page.waitForURL(/approvals\/./)
  await check(page, 'a request that waits')
  await allowAll(page)
  await page.waitForURL('**/approvals/done?*')
  await check(page, 'a request that was decided')
})

test('every page where an operator looks', async ({ page, party }) => {
  await signInAsOperator(page)
  await check(page, 'operator')
  await page.goto(`/operator?q=${party.tradingName}`)
  await page.getByRole('table').getByRole('link', { name: party.tradingName }).click()
  await page.waitForURL('**/participants/*')
  await check(page, 'participant')
  await page.getByRole('table').getByRole('link', { name: party.tradingName }).click()
  await page.waitForURL('**/products/*')
  await check(page, 'product')
})

test('every page where an operator fills in', async ({ page }) => {
  await signInAsOperator(page)
  await page.goto('/operator/enrol')
  await page.getByRole('button', { name: 'Enrol' }).click()
  await expect(page).toHaveTitle(/^Error: /)
  await check(page, 'enrol, with errors')
  await page.goto('/operator?q=DEMO-0002')
  await page.getByRole('table').getByRole('link').click()
  await page.waitForURL('**/participants/*')
  const participant = page.url()
  await page.goto(`${participant}/add-product`)
  await check(page, 'add a product')
  await page.goto(`${participant}/edit`)
  await check(page, 'edit a participant')
})

test('every page where an operator decides', async ({ page, party }) => {
  await signInAsOperator(page)
  await page.goto(`/operator?q=${party.tradingName}`)
  await page.getByRole('table').getByRole('link', { name: party.tradingName }).click()
  await page.getByRole('link', { name: 'Revoke' }).click()
  await page.waitForURL('**/status/*')
  await check(page, 'revoke')
  await page.getByLabel('It has stopped trading').check()
  await page.getByLabel('One sentence more').fill('It closed.')
  await page.getByRole('button', { name: 'Propose: Revoke' }).click()
  await page.getByRole('link', { name: /^Review: Revoke/ }).click()
  await page.waitForURL('**/proposals/*')
  await check(page, 'an ending')
  await page.goBack()
  await page.getByRole('table').getByRole('link', { name: party.tradingName }).click()
  await page.getByRole('link', { name: 'Propose a change' }).click()
  await page.getByLabel('Description').fill('Another description')
  await page.getByRole('button', { name: 'Go on to review' }).click()
  await page.waitForURL('**/proposals/*')
  await check(page, 'a change')
})

test('every page of the regulator', async ({ asRegulator: page }) => {
  await page.goto('/regulator/ledger')
  await page.getByText('Check it without this page').click()
  await page.locator('td details summary').first().click()
  await page.getByRole('button', { name: 'Verify the whole ledger in this browser' }).click()
  await expect(page.getByText(/entries verified$/)).toBeVisible({ timeout: 20_000 })
  await check(page, 'ledger')
})

test('pages bear the headers that keep others out', async ({ page }) => {
  const headers = (await page.goto('/sign-in'))?.headers() ?? {}
  const csp = headers['content-security-policy'] ?? ''
  expect(csp).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
  expect(csp).not.toContain('unsafe-inline')
  expect(csp).toContain("frame-ancestors 'none'")
  expect(headers).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  })
})
