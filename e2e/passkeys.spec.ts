import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { db } from '#lib/db/index.ts'
import { expect, test } from './fixtures.ts'
import { signIn, signOut } from './journeys.ts'
import { signUp } from './links.ts'
import { plugIn } from './passkeys.ts'

const withPasskey = 'Sign in with a passkey'

/** Presses the button, in a browser that lists no passkeys under a field: here whoever is listed is picked at once. */
async function signInByButton(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false
  })
  await page.goto('/sign-in')
  await page.getByRole('button', { name: withPasskey }).click()
}

async function addPasskey(page: Page): Promise<void> {
  await page.goto('/account/passkeys/add')
  await page.getByRole('button', { name: 'Make a passkey on this device' }).click()
  await page.waitForURL('**/account?done=passkey')
}

test('[3.3.8] a newcomer makes a passkey, and signs in with it without typing @phone', async ({ page }) => {
  const device = await plugIn(page)
  const person = { name: 'Mina', email: `${randomUUID()}@e2e.example` }
  await signUp(page, person)
  await page.getByRole('button', { name: 'Make a passkey' }).click()
  await page.waitForURL('**/connections')
  const { credentials } = await device.cdp.send('WebAuthn.getCredentials', device)
  expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }])
  await signOut(page)
  await signInByButton(page)
  await page.waitForURL('**/connections')
  const [session] = await db().portalSession.findMany({
    where: { account: { email: person.email } },
    orderBy: { createdAt: 'desc' },
  })
  expect(session?.method).toMatch(/passkey$/)
})

test('a device that nobody unlocks signs nobody in, and the page says what else there is', async ({
  page,
  person,
}) => {
  const device = await plugIn(page)
  await signIn(page, person)
  await addPasskey(page)
  await signOut(page)
  await device.unlocks(false)
  await signInByButton(page)
  await expect(page.getByText('No passkey was used.')).toBeVisible()
  await device.unlocks(true)
  await page.getByRole('button', { name: withPasskey }).click()
  await page.waitForURL('**/connections')
})

test('a passkey that is picked from the list under the e-mail field signs in without the button', async ({
  page,
  person,
}) => {
  await plugIn(page)
  await signIn(page, person)
  await addPasskey(page)
  await signOut(page)
  await page.goto('/sign-in')
  await page.waitForURL('**/connections')
})

test('a passkey is named, and removed; then it no longer signs in', async ({ page, person }) => {
  await plugIn(page)
  await signIn(page, person)
  await addPasskey(page)
  await page.getByRole('link', { name: /^Rename or remove/ }).click()
  await page.waitForURL('**/account/passkeys/pky_*')
  await page.getByLabel('Name').fill('Blue phone')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await page.waitForURL('**/account?done=renamed')
  await page.getByRole('link', { name: 'Rename or remove Blue phone' }).click()
  await page.waitForURL('**/account/passkeys/pky_*')
  await page.getByRole('button', { name: 'Remove this passkey' }).click()
  await page.waitForURL('**/account?done=removed')
  await expect(page.getByText('Blue phone')).toBeHidden()
  await signOut(page)
  await signInByButton(page)
  await expect(page.getByText('That passkey did not work here.').first()).toBeVisible()
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('the page shows only what works there @phone', async ({ page, person }) => {
    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: withPasskey })).toBeHidden()
    await signIn(page, person)
    await page.goto('/account/passkeys/add')
    await expect(page.getByRole('button', { name: /^Make a passkey/ })).toBeHidden()
    await expect(page.getByText('If JavaScript is off')).toBeVisible()
  })
})

test('the sign-in page offers the passkey first, then what works everywhere', async ({ page }) => {
  await page.goto('/sign-in')
  const passkey = page.getByRole('button', { name: withPasskey })
  const password = page.getByLabel('Password')
  await expect(passkey).toBeVisible()
  await expect(page.getByLabel('Email address')).toHaveAttribute('autocomplete', 'username webauthn')
  const [first, second] = [await passkey.boundingBox(), await password.boundingBox()]
  expect(first?.y).toBeLessThan(second?.y ?? 0)
})
