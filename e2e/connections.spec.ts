import { db } from '#lib/db/index.ts'
import { env } from '#lib/env.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, confirmStop, connect, expectNoAccess, signIn } from './journeys.ts'
import { dayAhead, grantedOf } from './party.ts'
import { addPerson } from './people.ts'

test('[D1] [D2] the overview says who, why, from which home, since when, until when and when last used', async ({
  asConsumer: page,
  party,
  home,
}) => {
  const tokens = await connect(page, party)
  await page.goto('/connections')
  const card = page.getByRole('article')
  await expect(card).toContainText(party.tradingName)
  await expect(card).toContainText('To send you a report on how much electricity you use.')
  await expect(card).toContainText(home.label)
  await expect(card).toContainText('Active')
  await expect(card).toContainText('Not used yet')
  await party.get('/energy/v1/supply-points', tokens)
  await page.reload()
  await expect(card).not.toContainText('Not used yet')
})

test('a company that gives up its access is named as the one who ended it', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  await party.giveUp(tokens)
  await page.goto('/connections')
  await page.getByRole('link', { name: /^See details/ }).click()
  await expect(page.getByText('Stopped')).toBeVisible()
  await expect(page.getByText(`${party.tradingName}: they gave up their access`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Stop sharing' })).toHaveCount(0)
  await expectNoAccess(party, tokens)
})

test('[D4] the detail lists every time that data left: when, what, which days, how many readings', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  const path = `/energy/v1/supply-points/${grantedOf(tokens).supply_points[0]}/readings`
  await party.get(path, tokens, { from: dayAhead(-2), to: dayAhead(-1) })
  await party.get(path, tokens, { from: dayAhead(-5), to: dayAhead(-2), granularity: 'P1D' })
  await page.goto('/connections')
  await page.getByRole('link', { name: /^See details/ }).click()
  const rows = page.getByRole('region', { name: 'When it was used' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('Your electricity use each day')
  await expect(rows.nth(1)).toContainText('3')
  await expect(rows.nth(2)).toContainText('Your electricity use every half hour')
  await expect(rows.nth(2)).toContainText(/4[68]|50/)
})

test('[D6] [W1] [W2] [W3] [W4] stopping takes two clicks, asks nothing, and ends access at once', {
  tag: '@phone',
}, async ({ asConsumer: page, party }) => {
  const tokens = await connect(page, party)
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  await page.goto('/connections')
  await page.getByRole('link', { name: /^Stop sharing/ }).click()
  await expect(page.getByText('straight away')).toBeVisible()
  await expect(page.locator('main').locator('input:not([type=hidden]), select, textarea')).toHaveCount(0)
  await page.getByRole('button', { name: 'Stop sharing now' }).click()
  await expect(page.getByRole('status')).toContainText('You stopped sharing')
  await expectNoAccess(party, tokens)
  await page.goto('/connections')
  await expect(page.getByText('Nobody can see your energy data')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Past connections' }).getByRole('article')).toContainText(
    'Stopped',
  )
})

test('stopping one connection leaves the others', async ({ asConsumer: page, party }) => {
  const [one, two] = [await connect(page, party), await connect(page, party)]
  await page.goto(`/connections/${grantedOf(one).arrangement_id}/stop`)
  await confirmStop(page)
  await expectNoAccess(party, one)
  expect((await party.get('/energy/v1/supply-points', two)).status).toBe(200)
})

test('the recipient says itself that sharing was stopped', async ({ asConsumer: page, recipient }) => {
  await recipient.ask(page)
  await allowAll(page)
  await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
  await page.goto('/connections')
  await page.getByRole('link', { name: /^Stop sharing/ }).click()
  await confirmStop(page)
  await recipient.look(page)
  await expect(page.getByText('You stopped sharing. Brightly can no longer read your data.')).toBeVisible()
})

test('nobody sees or stops the connection of somebody else', async ({
  asConsumer: page,
  party,
  openBrowser,
}) => {
  const tokens = await connect(page, party)
  const id = grantedOf(tokens).arrangement_id
  const stranger = await openBrowser()
  await signIn(stranger, await addPerson('Somebody Else'))
  for (const path of [`/connections/${id}`, `/connections/${id}/stop`]) {
    expect((await stranger.goto(path))?.status()).toBe(404)
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  }
  const answer = await stranger.request.post(`/connections/${id}/stop/confirm`, {
    form: {},
    headers: { origin: env().issuer },
    maxRedirects: 0,
  })
  expect(answer.headers().location).toBe('/problem?code=no-such-connection')
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
})

test('whoever is signed out is asked to sign in, and comes back to where they were going', async ({
  page,
  person,
}) => {
  await page.goto('/connections')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fconnections/)
  await page.getByLabel('Email address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/connections')
})

test('a session that is ended is out with the next click, whatever its cookie says', async ({
  asConsumer: page,
  person,
}) => {
  await page.goto('/connections')
  await db().portalSession.updateMany({
    where: { accountId: person.actor.accountId },
    data: { endedAt: new Date() },
  })
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in/)
})
