import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { db } from '#lib/db/index.ts'
import { DAY_MS, settlementDateOf, writeReadings } from '#lib/energy/index.ts'
import { env } from '#lib/env.ts'
import { demoAccounts } from '../prisma/demo-accounts.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, consentPage, signIn } from './journeys.ts'
import { dayAhead } from './party.ts'
import { addHome, addPerson } from './people.ts'

const yesterday = dayAhead(-1)
const amara = demoAccounts[0]

/** Opens the page and goes to a view of it. */
async function look(page: Page, view: 'Day' | 'Month' | 'Year') {
  await page.goto('/usage')
  await page
    .getByRole('navigation', { name: 'Which time' })
    .getByRole('link', { name: view, exact: true })
    .click()
  await page.waitForURL(`**view=${view.toLowerCase()}**`)
}

/** Where the readings of a home lie, on a UTC day. */
async function readingDayOf(mpan: string, date: string) {
  const { key } = await db().supplyPoint.findUniqueOrThrow({ where: { mpan }, select: { key: true } })
  return { supplyPointKey: key, dayNumber: Date.parse(date) / DAY_MS }
}

const pence = (text: string) => Math.round(Number(/£([\d,]+\.\d\d)/.exec(text)?.[1]?.replace(',', '')) * 100)

test.describe('one’s own energy, with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('is in the navigation, and starts with the last day that was read', { tag: '@phone' }, async ({
    asConsumer: page,
    home,
  }) => {
    await page.goto('/connections')
    await page.getByRole('link', { name: 'Your energy' }).click()
    await page.waitForURL('**/usage')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your energy')
    await expect(page.locator('main')).toContainText(home.address)
    await expect(page.getByLabel('A day in it')).toHaveValue(yesterday)
    const chart = page.getByRole('figure')
    await expect(chart.getByRole('img')).toHaveAttribute('aria-label', /\d kWh used in the day/)
    await expect(chart.getByText(/^Half-hourly electricity/)).toBeVisible()
    await page.getByText('Show the 48 half hours as a table').click()
    await expect(chart.getByRole('row')).toHaveCount(49)
  })

  test('steps to the day before and back, and shows month and year', async ({ asConsumer: page }) => {
    await page.goto('/usage')
    const nav = page.getByRole('navigation', { name: 'Which time' })
    await expect(nav.getByRole('link', { name: /^After/ })).toHaveCount(0)
    await nav.getByRole('link', { name: /^Before/ }).click()
    await page.waitForURL(`**date=${dayAhead(-2)}`)
    await nav.getByRole('link', { name: /^After/ }).click()
    await page.waitForURL(`**date=${yesterday}`)
    await look(page, 'Month')
    await expect(page.getByText(/^Daily electricity/)).toBeVisible()
    await look(page, 'Year')
    await expect(page.getByRole('figure')).toHaveCount(2)
    await expect(page.getByRole('list', { name: 'What the shades mean' })).toBeVisible()
    await page.getByText(/^Show the \d+ days as a table$/).click()
    // A year has one row a day, and never one a half hour.
    expect(await page.getByRole('row').count()).toBeLessThan(400)
  })

  test('goes to the day that was typed, and says when it is no date', async ({ asConsumer: page }) => {
    await page.goto('/usage')
    await page.getByLabel('A day in it').fill(dayAhead(-10))
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.waitForURL(`**date=${dayAhead(-10)}`)
    await expect(page.getByLabel('A day in it')).toHaveValue(dayAhead(-10))
    const url = new URL(page.url())
    url.searchParams.set('date', '2026-02-30')
    await page.goto(String(url))
    await expect(page.getByRole('alert')).toContainText('Enter a real date')
    await expect(page).toHaveTitle(/^Error: /)
  })

  test('[T5] of a home that was left shows nothing of later residents', async ({
    asConsumer: page,
    person,
  }) => {
    const left = dayAhead(-20)
    const past = await addHome(person, left)
    await page.goto('/usage')
    await page.getByLabel('Home').selectOption({ label: past.label })
    await page.getByLabel('A day in it').fill(dayAhead(-5))
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.waitForURL('**home=**')
    await expect(page.getByText(/^You moved out on/)).toBeVisible()
    await expect(page.getByText(/^No readings for/)).toBeVisible()
    await expect(page.getByRole('figure')).toHaveCount(0)
  })

  test('costs what it comes to by the prices typed in, and compares', async ({ asConsumer: page }) => {
    await page.goto('/usage')
    await page.getByRole('link', { name: 'Type in what you pay' }).click()
    await page.waitForURL('**/usage/tariff?*')
    await page.getByLabel('Price of a unit').fill('0.245')
    await page.getByRole('button', { name: 'Save these prices' }).click()
    await page.waitForURL('**again=**')
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.getByRole('alert')).toContainText('in pence, not in pounds')
    await expect(page.getByLabel('Price of a unit')).toHaveValue('0.245')
    await page.getByLabel('Price of a unit').fill('24.5')
    await page.getByLabel('Standing charge').fill('53.35')
    await page.getByLabel('Yes, they include VAT').check()
    await page.getByRole('button', { name: 'Save these prices' }).click()
    await page.waitForURL('**/usage?home=**')
    const cost = page.getByRole('region', { name: 'What it cost' })
    const used = page.getByRole('figure').getByText(/kWh used in the day/)
    const kwh = Number(/^([\d.]+) kWh/.exec((await used.textContent()) ?? '')?.[1])
    // The page shows kWh to two places: the pounds are within what that leaves open.
    expect(Math.abs(pence((await cost.textContent()) ?? '') - (kwh * 24.5 + 53.35))).toBeLessThanOrEqual(1.5)
    await cost.getByRole('link', { name: 'Compare with another tariff' }).click()
    await page.waitForURL('**slot=other**')
    await page.getByLabel('Price of a unit').fill('24.5')
    await page.getByLabel('Standing charge').fill('63.35')
    await page.getByLabel('Yes, they include VAT').check()
    await page.getByRole('button', { name: 'Save these prices' }).click()
    await page.waitForURL('**/usage?home=**')
    await expect(cost).toContainText('The other tariff would have cost £0.10 more')
  })

  test('is downloaded as CSV and as Green Button XML, only as far as it is theirs', async ({
    asConsumer: page,
  }) => {
    await page.goto('/usage')
    const section = page.getByRole('region', { name: 'Take your readings with you' })
    await section.getByLabel('First day').fill(dayAhead(-3))
    const files: Record<string, string> = {}
    for (const name of ['Download CSV, for a spreadsheet', 'Download Green Button XML']) {
      const waiting = page.waitForEvent('download')
      await section.getByRole('button', { name }).click()
      const download = await waiting
      files[download.suggestedFilename().split('.').at(-1) ?? ''] = readFileSync(
        await download.path(),
        'utf8',
      )
      expect(download.suggestedFilename()).toMatch(/^demo-electricity-/)
    }
    const days = new Set(
      files.csv
        ?.split('\n')
        .slice(1, -1)
        .map((line) => line.split(',')[0]),
    )
    expect([...days]).toEqual([dayAhead(-3), dayAhead(-2), yesterday])
    expect(files.xml?.match(/<IntervalBlock /g)).toHaveLength(3)
    await section.getByLabel('First day').fill(dayAhead(3))
    await section.getByRole('button', { name: 'Download CSV' }).click()
    await page.waitForURL('**download=wrong**')
    await expect(page.getByRole('alert')).toContainText('Enter two real dates')
  })
})

test('nobody sees, prices or downloads the home of somebody else', async ({
  asConsumer: page,
  openBrowser,
}) => {
  await page.goto('/usage')
  const home = await page.locator('input[name=home]').first().inputValue()
  const stranger = await openBrowser()
  const person = await addPerson('Somebody Else')
  await addHome(person)
  await signIn(stranger, person)
  for (const path of [`/usage?home=${home}`, `/usage/tariff?home=${home}`]) {
    expect((await stranger.goto(path))?.status()).toBe(404)
  }
  const period = `first=${yesterday}&last=${yesterday}`
  for (const format of ['csv', 'green-button']) {
    const answer = await stranger.request.get(`/usage/download?home=${home}&${period}&format=${format}`, {
      maxRedirects: 0,
    })
    expect(answer.status()).toBe(303)
    expect(answer.headers().location).toBe('/problem?code=no-such-occupancy')
  }
  const answer = await stranger.request.post('/usage/tariff/keep', {
    form: { home, slot: 'mine', decision: 'keep', unitRate: '24', standingCharge: '0', vat: 'included' },
    headers: { origin: env().issuer },
    maxRedirects: 0,
  })
  expect(answer.headers().location).toBe('/problem?code=no-such-occupancy')
  await page.reload()
  await expect(page.getByRole('link', { name: 'Type in what you pay' })).toBeVisible()
})

test('whoever is signed out gets no file', async ({ page }) => {
  const answer = await page.request.get('/usage/download?home=x&format=csv', { maxRedirects: 0 })
  expect(answer.headers().location).toBe('/sign-in?next=/usage')
})

test('the demo’s car and heat pump are there, labelled, and add up', async ({ page }) => {
  if (!amara) throw new Error('the demo has people')
  await signIn(page, amara)
  await look(page, 'Month')
  const charging = page.getByRole('region', { name: 'Car charging at home' })
  const pump = page.getByRole('region', { name: 'Your heat pump' })
  await expect(charging.getByText('Demo data')).toBeVisible()
  await expect(pump.getByText('Demo data')).toBeVisible()
  await expect(pump.getByText(/^[2-5]\.\d units of heat for each unit of electricity$/)).toBeVisible()
  const cells = await charging.getByRole('row').locator('td:nth-of-type(2)').allTextContents()
  const sum = cells.reduce((total, cell) => total + Number(cell), 0)
  const said = Number(/([\d.]+) kWh in all/.exec((await charging.textContent()) ?? '')?.[1])
  expect(Math.abs(sum - said)).toBeLessThan(1)
})

test('pages of one’s own energy bring no script that other pages do not have', async ({
  asConsumer: page,
}) => {
  const scripts = async (path: string) => {
    await page.goto(path)
    return page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
        .map(({ name }) => name)
        .sort(),
    )
  }
  expect(await scripts('/usage')).toEqual(await scripts('/connections'))
})

test.describe('[C6] the preview on the consent page', () => {
  test('shows their own day, month and year beside each choice; looking chooses nothing', async ({
    asConsumer: page,
    recipient,
  }) => {
    await recipient.ask(page)
    const { details, detail } = consentPage(page)
    await expect(details).toHaveCount(3)
    await page.getByText('See one day of your own, every half hour').click()
    await expect(page.getByText(/^Half-hourly electricity/)).toBeVisible()
    await page.getByText('See one month of your own, day by day').click()
    await expect(page.getByText(/^Daily electricity/)).toBeVisible()
    await page.getByText('See a year of your own, month by month').click()
    await expect(page.getByText(/^Monthly electricity/)).toBeVisible()
    // Looking chooses nothing.
    await expect(page.locator('input:checked')).toHaveCount(0)
    await detail('meter.electricity.monthly').check()
    await expect(page.locator('input:checked')).toHaveCount(1)
  })

  test('is no part of what is agreed: a reading that changes meanwhile changes nothing', async ({
    asConsumer: page,
    home,
    recipient,
  }) => {
    await recipient.ask(page)
    const { supplyPointKey, dayNumber } = await readingDayOf(home.mpan, yesterday)
    await writeReadings([{ supplyPointKey, dayNumber, values: new Int32Array(48).fill(12_345) }])
    await allowAll(page)
    await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
    const { summary } = await db().consent.findFirstOrThrow({
      where: { supplyPoints: { some: { supplyPoint: { mpan: home.mpan } } } },
      select: { summary: true },
    })
    expect(JSON.stringify(summary)).not.toMatch(/kWh|Highest/)
  })

  test('shows nothing of a home that they left', async ({ page, recipient }) => {
    const person = await addPerson()
    await addHome(person, settlementDateOf(Date.now() - 10 * 86_400_000))
    await signIn(page, person)
    await recipient.ask(page)
    await expect(page.getByText('See one day of your own')).toHaveCount(0)
  })
})
