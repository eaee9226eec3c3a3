import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { nowMs } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import { signingKey } from '#lib/keys/index.ts'
import { expect, test } from './fixtures.ts'
import { addAHome, daysAgo, proveByReading } from './home-journeys.ts'
import { connect, expectNoAccess, signIn } from './journeys.ts'
import { addMeter, addPerson } from './people.ts'

/** What the demo's holder reports, signed, as it comes over HTTP. */
async function report(number: string, effectiveOn: string, change: Record<string, unknown> = {}) {
  const { id, privateKey } = await signingKey('demo-holder')
  const claims = {
    kind: 'change-of-tenancy',
    supply_number: number,
    effective_on: effectiveOn,
    source_ref: randomUUID(),
  }
  const jwt = await new SignJWT({ ...claims, ...change })
    .setProtectedHeader({ alg: 'ES256', kid: id, typ: 'supply-event+jwt' })
    .setIssuer('https://holder.demo.example')
    .setAudience(env().issuer)
    .setIssuedAt(Math.floor(nowMs() / 1000))
    .sign(privateKey)
  return send(jwt)
}

const send = (body: string) =>
  fetch(`${env().issuer}/holders/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/jwt' },
    body,
  })

test('[T2] [T3] a holder says that somebody moved out: nothing leaves, and they can object', async ({
  asConsumer: page,
  home,
  party,
}) => {
  const tokens = await connect(page, party)
  expect((await report(home.mpan, daysAgo(2))).status).toBe(202)
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(401)
  await page.goto('/homes')
  await page.getByRole('link', { name: /^Do you still live there/ }).click()
  await page.waitForURL('**/homes/occ_*')
  await expect(page.getByText('Demo Meter Data says that you moved out')).toBeVisible()
  await page.getByRole('button', { name: 'I still live here' }).click()
  await expect(page.getByText('Prove it once more first')).toBeVisible()
  const path = new URL(page.url()).pathname
  await proveByReading(page, path.split('/')[2] ?? '', false)
  await page.getByRole('button', { name: 'I still live here' }).click()
  await expect(page.getByText('Everything goes on as it was')).toBeVisible()
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
})

test('[T2] the answer to a holder is the same for a number that nobody knows; a stranger is refused', async () => {
  const known = await addMeter()
  const [one, other] = [await report(known.mpan, daysAgo(1)), await report('1000000000003', daysAgo(1))]
  expect([one.status, await one.text()]).toEqual([other.status, await other.text()])
  expect((await report(known.mpan, 'yesterday')).status).toBe(401)
  const refused = await send('not.a.jwt')
  expect(refused.status).toBe(401)
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
})

test('[T7] a new meter is no move: the connection goes on, and the page says when', async ({
  asConsumer: page,
  home,
  party,
}) => {
  const tokens = await connect(page, party)
  expect((await report(home.mpan, daysAgo(2), { kind: 'meter-exchange' })).status).toBe(202)
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  await page.goto('/homes')
  await page.getByRole('link', { name: /^See details of/ }).click()
  await page.waitForURL('**/homes/occ_*')
  await expect(page.getByText('Meter changed')).toBeVisible()
})

for (const javaScriptEnabled of [true, false]) {
  test.describe(`moving out, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('[T1] [T6] one page: the day, and what becomes of the connections', { tag: '@phone' }, async ({
      asConsumer: page,
      home: _,
      party,
    }) => {
      const tokens = await connect(page, party)
      await page.goto('/homes')
      await page.getByRole('link', { name: /^See details of/ }).click()
      await page.waitForURL('**/homes/occ_*')
      await page.getByRole('link', { name: 'I am moving out' }).click()
      await page.waitForURL('**/move-out')
      await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
      await page.getByRole('button', { name: 'I move out on this day' }).click()
      await expect(page.locator('main').getByRole('alert')).toContainText('Enter your last day there')
      await expect(page.locator('main').getByRole('alert')).toContainText('Choose what happens')
      await page.getByLabel('Your last day there').fill(daysAgo(-3))
      await page.getByLabel('Stop everything at this home now').check()
      await page.getByRole('button', { name: 'I move out on this day' }).click()
      await expect(page.getByText('Thank you, we know when you move out')).toBeVisible()
      await expectNoAccess(party, tokens)
    })
  })
}

test('[T5] who comes next starts blank: no connection, no reading of before', async ({
  page,
  openBrowser,
  party,
}) => {
  const meter = await addMeter()
  await signIn(page, await addPerson())
  const id = await addAHome(page, meter)
  await proveByReading(page, id)
  await connect(page, party)
  await report(meter.mpan, daysAgo(10))
  const next = await openBrowser()
  await signIn(next, await addPerson('Next Person'))
  const theirs = await addAHome(next, meter)
  await proveByReading(next, theirs)
  await expect(next.locator('main')).toContainText('Readings shown')
  await next.goto('/connections')
  await expect(next.getByText('Nobody can see your energy data')).toBeVisible()
})

test('[T9] what was sold is no longer theirs from that moment, and its past stays theirs', async ({
  page,
}) => {
  await signIn(page, await addPerson())
  const id = await addAHome(page, await addMeter())
  await page.goto(`/homes/${id}/devices/add`)
  await page.getByRole('radio', { name: 'Heat pump' }).check()
  await page.getByLabel('What do you call it?').fill('The pump')
  await page.getByLabel('Who made it?').fill('Demo Heat')
  await page.getByLabel('Which model?').fill('7')
  await page.getByLabel('From which day is it yours?').fill(daysAgo(30))
  await page.getByRole('button', { name: 'Link this device' }).click()
  await page.getByRole('link', { name: 'No longer mine: The pump' }).click()
  await page.waitForURL('**/release')
  await page.getByRole('button', { name: 'It is no longer mine' }).click()
  await page.waitForURL('**/homes/*?released')
  await expect(page.locator('#devices')).toContainText(/Yours from .* until .* at /)
})
