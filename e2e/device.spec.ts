import { expect, test } from './fixtures.ts'
import { allowAll, consentPage, fillSignIn } from './journeys.ts'
import { addParty, energyRequest, grantedOf } from './party.ts'

const grant_types = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code']

const addDisplay = () => addParty('https://display.example/callback', [], { grant_types })
const ask = async () => {
  const party = await addDisplay()
  return { party, device: await party.startDevice({ authorizationDetails: [energyRequest()] }) }
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('a display without a browser is connected by its code', async ({ page, person, home: _ }) => {
      const { party, device } = await ask()
      await page.goto('/device')
      await page.getByLabel('Code on your device').fill(device.user_code.toLowerCase())
      await page.getByRole('button', { name: 'Continue' }).click()
      await expect(page.getByText(device.user_code)).toBeVisible()
      await page.getByRole('button', { name: 'Yes, go on' }).click()
      await fillSignIn(page, person)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(party.tradingName)
      await expect(page.getByText('Your device will show what you decided.')).toBeVisible()
      await allowAll(page)
      await expect(page.getByText('Your choice is saved')).toBeVisible()
      const tokens = await device.poll()
      expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
      expect(grantedOf(tokens).datatypes).toContain('meter.electricity.hh')
    })
  })
}

test('a code that was scanned is filled in, and refusing tells the device', async ({
  asConsumer: page,
  home: _,
}) => {
  const { device } = await ask()
  await page.goto(device.verification_uri_complete ?? '')
  expect(page.url()).not.toContain(device.user_code)
  await expect(page.getByLabel('Code on your device')).toHaveValue(device.user_code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Yes, go on' }).click()
  await consentPage(page).refuse.click()
  await expect(page.getByText('Nothing is shared', { exact: true })).toBeVisible()
  await expect(device.poll()).rejects.toMatchObject({ error: 'access_denied' })
})

test('a wrong code says so, beside the field', async ({ page }) => {
  await page.goto('/device')
  await page.getByLabel('Code on your device').fill('BCDF-GHJK')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByLabel('Code on your device')).toHaveAccessibleDescription(/That code is not right/)
})
