import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { fillSignIn } from './journeys.ts'

const MISMATCH = 'The email address or the password is not right.'
const WAIT = 'Too many tries. Wait a minute, then try again.'

const problem = (page: Page) => page.getByRole('alert').filter({ hasText: 'There is a problem' })

/** How many wrong passwords it takes until the page says to wait. A slow browser has waited already, at first. */
async function guessUntilTold(page: Page, email: string): Promise<number> {
  for (let guesses = 1; guesses <= 12; guesses += 1) {
    await page.goto('/sign-in')
    await fillSignIn(page, { email, password: `wrong ${guesses}` })
    const said = await problem(page).innerText()
    if (said.includes(WAIT)) return guesses
    expect(said).toContain(MISMATCH)
  }
  throw new Error('Nobody said to wait.')
}

test('after some wrong passwords a person is told to wait, known here or not, and then gets in @phone', async ({
  page,
  person,
}) => {
  // Some dozen sign-ins, and then the wait.
  test.slow()
  for (const email of [`${randomUUID()}@e2e.example`, person.email]) {
    expect(await guessUntilTold(page, email)).toBeGreaterThan(5)
    await expect(page).toHaveTitle(/^Error: Sign in/)
    expect(page.url()).not.toContain(encodeURIComponent(email))
  }
  await expect(async () => {
    await page.goto('/sign-in')
    await fillSignIn(page, person)
    await expect(page).toHaveURL('/connections', { timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
})

test('nobody is somebody else by saying so in a header', async ({ page, person, baseURL }) => {
  const places: string[] = []
  for (let i = 0; i < 12; i += 1) {
    const forged = { 'x-energyos-remote-address': `192.0.2.${i}`, 'x-forwarded-for': `192.0.2.${i}` }
    const answer = await page.request.post('/sign-in/submit', {
      form: { email: person.email, password: `wrong ${i}` },
      headers: { origin: baseURL ?? '', ...forged },
      maxRedirects: 0,
    })
    places.push(answer.headers().location ?? '')
  }
  expect(places.slice(0, 5).every((place) => place.includes('problem=mismatch'))).toBe(true)
  expect(places.some((place) => place.includes('problem=wait'))).toBe(true)
})
