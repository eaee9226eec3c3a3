import { db } from '#lib/db/index.ts'
import { expect, test } from './fixtures.ts'
import { confirmStop, connect, consentPage, expectNoAccess, fillSignIn, signIn } from './journeys.ts'
import { askForLink, openLink } from './links.ts'
import { energyRequest, grantedOf } from './party.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('who gets back in by e-mail can stop sharing and start none, until their home is verified @phone', async ({
      page,
      person,
      home: _,
      party,
      openBrowser,
    }) => {
      // Two browsers, and the whole way round.
      test.slow()
      const usual = await openBrowser()
      await signIn(usual, person)
      const tokens = await connect(usual, party)

      await askForLink(page, person.email)
      await openLink(page)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Get back into your account')
      await expect(page.locator('input:checked')).toHaveCount(0)
      await page.getByLabel('Remove my passkeys and my password').check()
      await page.getByLabel('Sign everyone else out').check()
      await page.getByRole('button', { name: 'Get back in' }).click()
      await page.waitForURL('**/sign-up/method?*')
      await page.getByLabel('New password').fill('quite another password')
      await page.getByRole('button', { name: 'Save the password' }).click()
      await page.waitForURL('**/connections')
      await expect(page.getByText('Your energy data is closed for now')).toBeVisible()

      const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
      await page.goto(request.url)
      await expect(page.getByText('Your energy data is closed for now')).toBeVisible()
      await expect(consentPage(page).allow).toHaveCount(0)
      expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
      await page.goto(`/connections/${grantedOf(tokens).arrangement_id}/stop`)
      await confirmStop(page)
      await expectNoAccess(party, tokens)

      await usual.goto('/connections')
      await usual.waitForURL('**/sign-in?*')
      await fillSignIn(usual, person)
      await expect(usual).toHaveTitle(/^Error: /)

      const accountId = person.actor.accountId
      await db().occupancy.updateMany({ where: { accountId }, data: { verifiedAt: new Date() } })
      await page.goto(request.url)
      await expect(consentPage(page).allow).toBeVisible()
    })
  })
}

test('the recipient of a request that can’t be allowed yet hears a plain no', async ({
  page,
  person,
  home: _,
  party,
}) => {
  await askForLink(page, person.email)
  await openLink(page)
  await page.getByRole('button', { name: 'Get back in' }).click()
  await page.waitForURL('**/sign-up/method?*')
  const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
  await page.goto(request.url)
  await page.getByRole('button', { name: 'Do not allow' }).click()
  await page.waitForURL('**/callback?*')
  expect(page.url()).toContain('error=access_denied')
})
