import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { allowAll, connect, consentPage, fillSignIn, signIn, signOut } from './journeys.ts'
import { energyRequest, grantedOf, reword, type TestParty } from './party.ts'
import { addPerson } from './people.ts'

/** Somebody has shared with an app, and it asks again while they are elsewhere. */
async function askedAgain(page: Page, party: TestParty) {
  const hint = grantedOf(await connect(page, party)).arrangement_id
  const again = () =>
    party.startBackchannel({ authorizationDetails: [energyRequest()], loginHint: hint }, { binding_message })
  return { again, asked: await again() }
}

const binding_message = 'Green Kite 7'

/** From the notice on the connections page to the question. */
async function openQuestion(page: Page, party: TestParty): Promise<void> {
  await page.goto('/connections')
  await page.getByRole('link', { name: 'Look and decide' }).click()
  await page.waitForURL('**/approvals')
  await expect(page.getByText(binding_message)).toBeVisible()
  await page.getByRole('link', { name: /^Look at what Sample/ }).click()
  await page.waitForURL(/\/approvals\/[\w-]{43}$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(party.tradingName)
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('an app asks again; the consumer compares the words and allows', async ({
      asConsumer: page,
      asker: party,
    }) => {
      const { asked } = await askedAgain(page, party)
      await openQuestion(page, party)
      await expect(page.getByText(`Does the app show: ${binding_message}`)).toBeVisible()
      expect(page.url()).not.toContain(asked.auth_req_id)
      await page.setViewportSize({ width: 360, height: 740 })
      await consentPage(page).allow.click()
      await expect(page).toHaveTitle(/^Error: /)
      await allowAll(page)
      await expect(page.getByText('Your choice is saved')).toBeVisible()
      const tokens = await asked.poll()
      expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
    })
  })
}

test('refusing tells the app, and coming back to the page says that it is over', async ({
  asConsumer: page,
  asker: party,
}) => {
  const { again, asked } = await askedAgain(page, party)
  await openQuestion(page, party)
  const question = page.url()
  await consentPage(page).refuse.click()
  await expect(page.getByText('Nothing is shared', { exact: true })).toBeVisible()
  await expect(asked.poll()).rejects.toMatchObject({ error: 'access_denied' })
  await expect(again()).rejects.toMatchObject({ error: 'unknown_user_id' })
  await page.goto(question)
  await expect(page.getByText('This request no longer waits')).toBeVisible()
  await page.goto('/approvals')
  await expect(page.getByText('Nothing waits for you')).toBeVisible()
})

test('what was reworded while the consumer read is not agreed to', async ({
  asConsumer: page,
  asker: party,
}) => {
  await askedAgain(page, party)
  await openQuestion(page, party)
  await reword(party, 'To send you something else.')
  await allowAll(page)
  await expect(page.getByText('This page has changed in the meantime')).toBeVisible()
  await expect(page.getByText('To send you something else.').first()).toBeVisible()
})

test('nobody else sees the question, whoever has its address', async ({
  asConsumer: page,
  person,
  asker: party,
}) => {
  await askedAgain(page, party)
  await openQuestion(page, party)
  const question = page.url()
  await page.goto('/connections')
  await signOut(page)
  await signIn(page, await addPerson())
  await page.goto(question)
  await expect(page.getByText('This request no longer waits')).toBeVisible()
  await expect(page.locator('body')).not.toContainText(party.tradingName)
  await page.goto('/connections')
  await signOut(page)
  await page.goto(question)
  await fillSignIn(page, person)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(party.tradingName)
})
