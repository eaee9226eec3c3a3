import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { db } from '#lib/db/index.ts'
import { env } from '#lib/env.ts'
import { expect, test } from './fixtures.ts'
import { confirmStop, connect, consentPage, expectNoAccess, signIn } from './journeys.ts'
import { energyRequest, grantedOf } from './party.ts'
import { addPerson } from './people.ts'

/** Opens the newest message of the signed-in person. */
async function openMail(page: Page, subject: string): Promise<void> {
  await page.goto('/mailbox')
  await page
    .getByRole('link', { name: `Read: ${subject}` })
    .first()
    .click()
  await page.waitForURL('**/mailbox/*')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(subject)
}

/** A receipt as the file that a person downloads. */
async function downloadReceipt(page: Page, id: string): Promise<string> {
  await page.goto(`/connections/${id}`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the receipt' }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

async function checkText(page: Page, text: string): Promise<void> {
  await page.goto('/receipts/check')
  await page.getByLabel('Paste the receipt').fill(text)
  await page.getByRole('button', { name: 'Check the receipt' }).click()
  await page.waitForURL('**/receipts/check?checked=1')
}

test('[R1] [R3] a receipt says who, why, what, where, until when, and how to stop and complain', async ({
  asConsumer: page,
  party,
  home,
}) => {
  await connect(page, party)
  await openMail(page, `You share energy data with ${party.tradingName}`)
  const main = page.locator('main')
  for (const text of [
    party.tradingName,
    'To send you a report on how much electricity you use.',
    'Your electricity use every half hour',
    `Meter ending …${home.mpan.slice(-4)}`,
    /At the end of \d+ \w+ \d{4}/,
    'Questions or a complaint',
  ])
    await expect(main).toContainText(text)
  await page.getByText('The same as plain text').click()
  await expect(page.locator('pre')).toContainText(`call ${env().supportPhone}`)
  const html = await page.content()
  for (const secret of [home.mpan, home.address, home.postcode]) expect(html).not.toContain(secret)
})

test('the mailbox is for the person alone, and for who is signed in', async ({
  asConsumer: page,
  party,
  openBrowser,
}) => {
  await connect(page, party)
  await openMail(page, `You share energy data with ${party.tradingName}`)
  const path = new URL(page.url()).pathname
  const stranger = await openBrowser()
  await stranger.goto('/mailbox')
  await expect(stranger).toHaveURL(/\/sign-in\?next=/)
  await signIn(stranger, await addPerson())
  await stranger.goto('/mailbox')
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Your mailbox')
  await expect(stranger.getByText('You share energy data')).toHaveCount(0)
  const status = (await stranger.goto(path))?.status()
  expect(status).toBe(404)
})

test('[W8] [W9] from a mail to stopped in three clicks, signed in or not, and a receipt of it', {
  tag: '@phone',
}, async ({ asConsumer: page, party, openBrowser }) => {
  const tokens = await connect(page, party)
  await openMail(page, `You share energy data with ${party.tradingName}`)
  const link = page.getByRole('link', { name: `Stop sharing with ${party.tradingName}` })
  const path = (await link.getAttribute('href')) ?? ''
  const elsewhere = await openBrowser()
  await elsewhere.goto(path)
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText(
    `Stop sharing with ${party.tradingName}?`,
  )
  await expect(elsewhere.locator('main')).not.toContainText('Sample Street')
  expect((await party.get('/energy/v1/supply-points', tokens)).status, 'looking stops nothing').toBe(200)
  await elsewhere.getByRole('button', { name: 'Stop sharing now' }).click()
  await expect(elsewhere.getByRole('status')).toContainText('Nothing is shared')
  await expectNoAccess(party, tokens)
  await openMail(page, `You stopped sharing with ${party.tradingName}`)
  await page.goto(path)
  await expect(page.getByRole('status')).toContainText('Nothing is shared')
})

test('[W9] a mail program that looks ahead, or posts from elsewhere, stops nothing', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  await openMail(page, `You share energy data with ${party.tradingName}`)
  const link = page.getByRole('link', { name: `Stop sharing with ${party.tradingName}` })
  const path = (await link.getAttribute('href')) ?? ''
  for (const method of ['GET', 'HEAD']) {
    await page.request.fetch(path, { method })
    await page.request.fetch(`${path}/confirm`, { method })
  }
  await page.request.post(`${path}/confirm`, { headers: { origin: 'https://evil.example' }, form: {} })
  await page.request.post(`${path}/confirm`, { form: {} })
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  await page.goto(`${path.slice(0, -2)}xx`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work')
})

test('[R2] a receipt is genuine, and one that was changed is not', async ({
  asConsumer: page,
  party,
  openBrowser,
}) => {
  const id = grantedOf(await connect(page, party)).arrangement_id
  await expect
    .poll(async () => JSON.parse(await downloadReceipt(page, id)).proof.ledger[0].proof, { timeout: 15_000 })
    .toContain('c2sp.org/tlog-proof')
  const receipt = await downloadReceipt(page, id)
  const anybody = await openBrowser()
  await checkText(anybody, receipt)
  await expect(anybody.getByRole('status')).toContainText('This receipt is genuine and unchanged')
  await expect(anybody.locator('main')).toContainText(party.tradingName)
  await expect(anybody.locator('main')).toContainText('Yes, with a proof that anybody can check')
  await checkText(anybody, receipt.replace(party.tradingName, 'Evil Energy'))
  await expect(anybody.getByRole('status')).toContainText('This receipt was changed')
  await checkText(anybody, 'hello')
  await expect(anybody.getByRole('status')).toContainText('This is not a receipt')
  await anybody.goto('/receipts/check')
  await expect(anybody.getByRole('status'), 'a verdict is for the one who asked, once').toHaveCount(0)
})

test('[R2] checking works without JavaScript and with a file, and says what became of it', async ({
  asConsumer: page,
  party,
  openBrowser,
}) => {
  const id = grantedOf(await connect(page, party)).arrangement_id
  const receipt = await downloadReceipt(page, id)
  await page.goto(`/connections/${id}/stop`)
  await confirmStop(page)
  const plain = await openBrowser({ javaScriptEnabled: false })
  await plain.goto('/receipts/check')
  await plain.getByLabel('Or choose the file').setInputFiles({
    name: 'receipt.json',
    mimeType: 'application/json',
    buffer: Buffer.from(receipt),
  })
  await plain.getByRole('button', { name: 'Check the receipt' }).click()
  await expect(plain.getByRole('status')).toContainText('genuine')
  await expect(plain.locator('main')).toContainText('A consumer withdrew consent')
  await plain.getByRole('button', { name: 'Check the receipt' }).click()
  await expect(plain).toHaveTitle(/^Error: /)
})

test('[R2] a receipt is for its own person only', async ({ asConsumer: page, party, openBrowser }) => {
  const id = grantedOf(await connect(page, party)).arrangement_id
  const stranger = await openBrowser()
  await signIn(stranger, await addPerson())
  expect((await stranger.request.get(`/connections/${id}/receipt.json`)).status()).toBe(404)
  const nobody = await openBrowser()
  const answer = await nobody.request.get(`/connections/${id}/receipt.json`, { maxRedirects: 0 })
  expect(answer.status()).toBe(303)
})

test('[R5] how often the summary comes is a choice; what protects is none', async ({ asConsumer: page }) => {
  await page.goto('/account/notices')
  await expect(page.getByLabel('Every three months')).toBeChecked()
  await expect(page.locator('main').getByRole('radio')).toHaveCount(3)
  await expect(page.getByRole('region', { name: 'What always comes' })).toContainText(
    'safety of your account',
  )
  await page.getByLabel('Only when something changes').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toContainText('Your choice is saved')
  await page.reload()
  await expect(page.getByLabel('Only when something changes')).toBeChecked()
})

test('[R8] after a refusal and three more, an app that asks again gets access_denied and no page', async ({
  asConsumer: page,
  party,
}) => {
  const ask = async () => {
    const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    await page.goto(request.url)
  }
  for (let times = 0; times < 4; times += 1) {
    await ask()
    await consentPage(page).refuse.click()
    await page.waitForURL('**/callback?*')
  }
  await ask()
  await page.waitForURL('**/callback?*')
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied')
})

test('[R10] everything about me, as JSON and as a table', async ({
  asConsumer: page,
  party,
  person,
  home,
}) => {
  await connect(page, party)
  await page.goto('/account/export')
  const files = await Promise.all(
    ['Download for programs (JSON)', 'Download as a table (CSV)'].map(async (name) => {
      const href = await page.getByRole('link', { name }).getAttribute('href')
      return page.request.get(href ?? '')
    }),
  )
  const [json, csv] = await Promise.all(files.map((file) => file.text()))
  for (const file of files) expect(file.headers()['content-disposition']).toContain('attachment')
  for (const mine of [person.email, home.address, party.tradingName]) {
    expect(json).toContain(mine)
    expect(csv).toContain(mine)
  }
  expect(JSON.parse(json ?? '').connections).toHaveLength(1)
})

test('[R10] deleting the account ends all sharing, and nobody can sign in with it any more', {
  tag: '@phone',
}, async ({ asConsumer: page, party, person }) => {
  const tokens = await connect(page, party)
  await page.goto('/account/delete')
  await expect(page.locator('main')).toContainText(`All sharing ends: ${party.tradingName}.`)
  await page.getByRole('button', { name: 'Delete my account now' }).click()
  await page.waitForURL('**/account/delete/done')
  await expect(page.getByRole('status')).toContainText('All sharing has ended')
  await expectNoAccess(party, tokens)
  expect(await db().account.count({ where: { email: person.email } })).toBe(0)
  await page.goto('/connections')
  await page.getByLabel('Email address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveTitle(/^Error: /)
})

test('[R10] deleting wants a sign-in of just now', async ({ asConsumer: page, person }) => {
  const { accountId } = person.actor
  await db().portalSession.updateMany({
    where: { accountId },
    data: { createdAt: new Date(Date.now() - 3_600_000) },
  })
  await page.goto('/account/delete')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in again')
  await page.getByLabel('Email address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Delete your account?')
})
