import { randomUUID } from 'node:crypto'
import { db } from '#lib/db/index.ts'
import { expect, test } from './fixtures.ts'
import { fillSignIn, signOut } from './journeys.ts'
import { fillSignUp, linkInMail, openLink, openMail, signUp } from './links.ts'
import { energyRequest } from './party.ts'

const PASSWORD = 'three plain words'
const someone = () => ({ name: 'Siân O’Neill-Łuczak', email: `${randomUUID()}@e2e.example` })

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('[3.3.8] a newcomer signs up and comes back to the request that brought them @phone', async ({
      page,
      party,
    }) => {
      const person = someone()
      const request = await party.startAuthorisation({ authorizationDetails: [energyRequest()] })
      await page.goto(request.url)
      await page.getByRole('link', { name: 'Sign up' }).click()
      await page.waitForURL('**/sign-up?*')
      await expect(page.getByText('Nothing is shared by signing up.')).toBeVisible()
      await fillSignUp(page, person)
      await openMail(page)
      await openLink(page)
      await expect(page.getByText(person.name)).toBeVisible()
      await page.getByRole('button', { name: 'Yes, go on' }).click()
      await page.waitForURL('**/sign-up/method?*')
      await page.getByLabel('New password').fill(PASSWORD)
      await page.getByRole('button', { name: 'Save the password' }).click()
      await page.waitForURL('**/interaction/*')
      await expect(page.getByRole('heading', { level: 1 })).toContainText('is asking to see your energy data')
      await signOut(page)
      await page.goto('/sign-in')
      await fillSignIn(page, { email: person.email, password: PASSWORD })
      await page.waitForURL('**/connections')
    })
  })
}

test('an address that is known and one that isn’t get the same page, and neither is in its address', async ({
  page,
  person,
}) => {
  const pages: string[] = []
  for (const email of [person.email, someone().email]) {
    for (const ask of [
      async () => {
        await page.goto('/sign-up')
        await fillSignUp(page, { name: 'A', email })
      },
      async () => {
        await page.goto('/sign-in')
        await page.getByLabel('Email address').fill(email)
        await page.getByRole('button', { name: 'Email me a link instead' }).click()
      },
    ]) {
      await ask()
      await page.waitForURL('**/link/sent')
      pages.push(`${page.url()} ${await page.locator('body').innerText()}`)
    }
  }
  expect(new Set(pages).size).toBe(1)
})

test('only the e-mail tells somebody that they have an account', async ({ page, person }) => {
  await page.goto('/sign-up')
  await fillSignUp(page, { name: 'Another', email: person.email.toUpperCase() })
  await openMail(page)
  await expect(page.getByText('You have an account here.')).toBeVisible()
})

test('a link that a mail program opened first still works, and then never again', async ({
  page,
  browser,
}) => {
  await page.goto('/sign-up')
  await fillSignUp(page, someone())
  await openMail(page)
  const link = await linkInMail(page)
  const program = await browser.newContext()
  for (const method of ['GET', 'HEAD', 'GET']) {
    expect((await program.request.fetch(new URL(link, page.url()).href, { method })).status()).toBe(200)
  }
  await program.close()
  await openLink(page)
  await page.getByRole('button', { name: 'Yes, go on' }).click()
  await page.waitForURL('**/sign-up/method?*')
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has run out')
  await page.goto('/link/nonsense')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link has run out')
})

test('the e-mail is read in the browser that caused it, and in no other', async ({ page, openBrowser }) => {
  await page.goto('/sign-up')
  await fillSignUp(page, someone())
  await openMail(page)
  const other = await openBrowser()
  await other.goto('/mailbox/caused')
  await expect(other.getByText('No email was sent from this browser')).toBeVisible()
})

test('[3.3.3] what was typed comes back with what is wrong, and not in the address', async ({ page }) => {
  await page.goto('/sign-up')
  await fillSignUp(page, { name: '  ', email: 'robin at home' })
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
    'Enter your name, as you write it',
  )
  await expect(page.getByLabel('Email address')).toHaveValue('robin at home')
  expect(page.url()).not.toContain('robin')
})

test('a way that needs no memory is always there: an e-mail link each time @phone', async ({ page }) => {
  const person = someone()
  await signUp(page, person)
  await page.getByRole('link', { name: 'Use an email link each time' }).click()
  await page.waitForURL('**/connections')
  await signOut(page)
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(person.email)
  await page.getByRole('button', { name: 'Email me a link instead' }).click()
  await openMail(page)
  await openLink(page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/connections')
  expect(
    await db().portalSession.count({ where: { method: 'link', account: { email: person.email } } }),
  ).toBe(2)
})

test('[3.3.8] passwords are pasted, and nobody is asked to solve anything', async ({ page }) => {
  await signUp(page, someone())
  const field = page.getByLabel('New password')
  await expect(field).toHaveAttribute('autocomplete', 'new-password')
  await page.evaluate(() => navigator.clipboard.writeText('three plain words').catch(() => undefined))
  const pasted = await field.evaluate((input) =>
    input.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true })),
  )
  expect(pasted, 'nothing keeps a paste away').toBe(true)
  await field.fill('short')
  await page.getByRole('button', { name: 'Save the password' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toContainText(
    'Use at least 15 characters',
  )
  await expect(page.locator('img, canvas, iframe').and(page.locator('main *'))).toHaveCount(0)
})
