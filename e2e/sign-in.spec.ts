import { demoAccounts } from '../prisma/demo-accounts.ts'
import { expect, test } from './fixtures.ts'
import { fillSignIn, signOut } from './journeys.ts'

const MESSAGE = 'The email address or the password is not right. Check both and try again.'

test('a wrong password and an unknown address get the same answer, and neither is in the address', async ({
  page,
  person,
}) => {
  for (const email of [person.email, 'nobody@e2e.example']) {
    await page.goto('/sign-in')
    await fillSignIn(page, { email, password: 'not the password' })
    await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(MESSAGE)
    await expect(page).toHaveTitle(/^Error: /)
    expect(page.url()).not.toContain(encodeURIComponent(email))
    expect(page.url()).toContain('problem=mismatch')
  }
})

for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
  test(`signing in never leads away to ${next}`, async ({ page, person }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await fillSignIn(page, person)
    await expect(page).toHaveURL('/connections')
  })
}

test('the session cookie is out of reach of scripts and of other sites', async ({ asConsumer: page }) => {
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'energyos-session')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
})

test('the demo shows its people, and one click signs in as one of them', async ({ page }) => {
  await page.goto('/sign-in')
  for (const { email, name } of demoAccounts) {
    await expect(page.getByText(email)).toBeVisible()
    await expect(page.getByRole('button', { name: `Use this account: ${name}` })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Use this account: Gareth Hughes' }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await signOut(page)
  await page.goto('/connections')
  await expect(page).toHaveURL(/\/sign-in/)
})
