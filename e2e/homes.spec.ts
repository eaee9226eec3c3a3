import { db } from '#lib/db/index.ts'
import { expect, test } from './fixtures.ts'
import { addNewHome, daysAgo, fillHome, proveByReading } from './home-journeys.ts'
import { allowAll, consentPage, signIn } from './journeys.ts'
import { energyRequest, grantedOf } from './party.ts'
import { addMeter, addPerson } from './people.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(`adding a home, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('[O0] [O2] from the first page to every half hour', { tag: '@phone' }, async ({ page }) => {
      const home = await addMeter()
      await signIn(page, await addPerson())
      await page.goto('/homes')
      await page.getByRole('link', { name: 'Add a home' }).click()
      await page.waitForURL('**/homes/add')
      const spaced = home.mpan.replace(/^(..)(....)(....)(...)$/, '$1 $2 $3 $4')
      await fillHome(page, { postcode: 'n11aa', number: spaced, movedIn: daysAgo(20) })
      await page.waitForURL('**/homes/occ_*')
      await expect(page.getByText('Nothing is shown or shared yet.')).toBeVisible()
      await expect(page.locator('main')).not.toContainText(home.address)
      await expect(page.locator('li[aria-current=step]')).toContainText('Not proved yet')
      await proveByReading(page, new URL(page.url()).pathname.split('/')[2] ?? '')
      await expect(page.getByRole('heading', { level: 1 })).toContainText(home.address)
      await expect(page.locator('li[aria-current=step]')).toContainText('Home confirmed')
    })
  })
}

test('a meter that nobody knows and one at another postcode: the pages are the same', async ({ page }) => {
  const [home, stranger] = [await addMeter(), await addMeter()]
  await db().supplyPoint.delete({ where: { id: stranger.id } })
  await signIn(page, await addPerson())
  const bodies = []
  for (const number of [home.mpan, stranger.mpan]) {
    await page.goto('/homes/add')
    await fillHome(page, { postcode: 'SE8 5RT', number, movedIn: daysAgo(1) })
    await expect(page).toHaveTitle(/^Error: /)
    expect(page.url()).not.toContain(number)
    await expect(page.getByLabel('Meter number from your bill')).toHaveValue(number)
    bodies.push((await page.locator('main').innerHTML()).replaceAll(number, 'NUMBER'))
  }
  expect(bodies[0]).toBe(bodies[1])
})

for (const [number, message] of [
  ['2261305588165', 'One of these digits must be wrong'],
  ['123', 'You entered 3 digits'],
  ['my meter', 'Enter the number from your bill, in digits only'],
] as const) {
  test(`a number that can’t be is explained: ${message}`, async ({ page }) => {
    await signIn(page, await addPerson())
    await page.goto('/homes/add')
    await fillHome(page, { postcode: 'N1 1AA', number, movedIn: daysAgo(1) })
    await expect(page.locator('main').getByRole('alert')).toContainText(message)
    await expect(page.getByLabel('Postcode')).toHaveValue('N1 1AA')
  })
}

test('[O2] a letter: its code works, a wrong one is explained', async ({ page }) => {
  const id = await addNewHome(page)
  await page.goto(`/homes/${id}/prove/letter`)
  await page.getByRole('button', { name: 'Send me a letter' }).click()
  await expect(page.getByText('The letter is on its way')).toBeVisible()
  await page.getByLabel('Code of the letter').fill('2222-2222')
  await page.getByRole('button', { name: 'Check the code' }).click()
  await expect(page.locator('main').getByRole('alert')).toContainText('That is not the code of our letter')
  await page.goto(`/demo/home/${id}`)
  const code = await page
    .locator('#post')
    .getByText(/^.{4}-.{4}$/)
    .innerText()
  await page.goto(`/homes/${id}/prove/letter`)
  await page.getByLabel('Code of the letter').fill(code.toLowerCase())
  await page.getByRole('button', { name: 'Check the code' }).click()
  await expect(page.getByText('Thank you, that is proved')).toBeVisible()
})

test('[O1] [O3] a supplier’s word opens days and months; with the reading it is all', async ({ page }) => {
  const id = await addNewHome(page)
  await page.goto(`/demo/home/${id}`)
  await page.getByRole('button', { name: 'Send their confirmation' }).click()
  await expect(page.getByText('Thank you, that is proved')).toBeVisible()
  await expect(page.locator('li[aria-current=step]')).toContainText('Account confirmed')
  await proveByReading(page, id, false)
  await expect(page.locator('li[aria-current=step]')).toContainText('Home and account confirmed')
})

test('somebody else’s home is not there', async ({ page, openBrowser }) => {
  const id = await addNewHome(page)
  const other = await openBrowser()
  await signIn(other, await addPerson())
  for (const path of ['', '/prove/letter', '/devices/add'])
    expect((await other.goto(`/homes/${id}${path}`))?.status()).toBe(404)
  expect((await other.goto(`/demo/home/${id}`))?.status()).toBe(404)
})

test.describe('what a proof opens on the consent page', () => {
  test('[C5] [O0] a home that is not proved can’t be ticked, and says why', async ({ page, party }) => {
    await addNewHome(page)
    const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    await page.goto(request.url)
    await expect(consentPage(page).homes).toBeDisabled()
    await expect(page.getByText('Nothing can be shared until you prove that you live there')).toBeVisible()
  })

  test('[C5] [O1] half hours can’t be chosen, and the page says why', async ({ page, party }) => {
    const id = await addNewHome(page)
    await page.goto(`/demo/home/${id}`)
    await page.getByRole('button', { name: 'Send their confirmation' }).click()
    await page.waitForURL('**/homes/occ_*')
    const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
    await page.goto(request.url)
    await expect(consentPage(page).detail('meter.electricity.hh')).toBeDisabled()
    await expect(page.getByText('once you have proved that you are in the home')).toBeVisible()
    await consentPage(page).homes.check()
    await consentPage(page).detail('meter.electricity.daily').check()
    await consentPage(page).ends.first().check()
    await consentPage(page).allow.click()
    await page.waitForURL('**/callback?*')
    const tokens = await request.finish(page.url())
    expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  })

  test('[O2] a proved home shares every half hour, back to the day they moved in', async ({
    page,
    party,
  }) => {
    const id = await addNewHome(page)
    await proveByReading(page, id)
    const request = await party.startAuthorisation({
      authorizationDetails: [energyRequest({ history: { from: daysAgo(38) } })],
    })
    await page.goto(request.url)
    await allowAll(page)
    await page.waitForURL('**/callback?*')
    const tokens = await request.finish(page.url())
    const answer = await party.get(
      `/energy/v1/supply-points/${grantedOf(tokens).supply_points[0]}/readings`,
      tokens,
      { from: daysAgo(38), to: daysAgo(0), granularity: 'PT30M' },
    )
    expect(answer.status).toBe(200)
    const { days } = (await answer.json()) as { days: { settlementDate: string }[] }
    expect(days[0]?.settlementDate).toBe(daysAgo(20))
  })
})

test('a car is linked, and is no longer theirs once they say so', async ({ page }) => {
  const id = await addNewHome(page)
  await page.getByRole('link', { name: 'Link a device' }).click()
  await page.waitForURL('**/devices/add')
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Link this device' }).click()
  await expect(page.locator('main').getByRole('alert')).toContainText('Choose what it is')
  await page.getByRole('radio', { name: 'Electric car' }).check()
  await page.getByLabel('What do you call it?').fill('Our car')
  await page.getByLabel('Who made it?').fill('Demo Motors')
  await page.getByLabel('Which model?').fill('One')
  await page.getByLabel('From which day is it yours?').fill(daysAgo(100))
  await page.getByRole('button', { name: 'Link this device' }).click()
  await page.waitForURL('**/homes/*?linked')
  await expect(page.locator('#devices')).toContainText('Electric car: Demo Motors One')
  await expect(page.locator('#devices')).toContainText('Demo')
  await page.getByRole('link', { name: 'No longer mine: Our car' }).click()
  await page.waitForURL('**/release')
  await page.getByRole('button', { name: 'It is no longer mine' }).click()
  await page.waitForURL(`**/homes/${id}?released`)
  await expect(page.getByRole('link', { name: 'No longer mine: Our car' })).toHaveCount(0)
})

test('GET changes nothing: a letter is sent by a button only', async ({ page }) => {
  const id = await addNewHome(page)
  expect((await page.request.get(`/homes/${id}/letter`)).status()).toBe(405)
  expect(await db().occupancyLetter.count({ where: { occupancyId: id } })).toBe(0)
})
