import { expect, type Page } from '@playwright/test'

/** Opens the e-mail that this browser has caused, as the demo keeps it. */
export async function openMail(page: Page): Promise<void> {
  await page.waitForURL('**/link/sent')
  await page.getByRole('link', { name: 'Read the email here' }).click()
  await page.waitForURL('**/mailbox/caused')
}

/** The address of the link in the e-mail that is open. */
export const linkInMail = async (page: Page): Promise<string> =>
  (await page.locator('main a[href^="/link/"]').getAttribute('href')) ?? ''

/** Opens the link in the e-mail that is open. */
export async function openLink(page: Page): Promise<void> {
  await page.locator('main a[href^="/link/"]').click()
  await page.waitForURL(/\/link\/[\w-]{43}$/)
}

/** Asks for a link on the sign-in page, and opens it. */
export async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Email me a link instead' }).click()
  await openMail(page)
}

/** Fills in the sign-up page that the browser is at. */
export async function fillSignUp(
  page: Page,
  { name, email }: { name: string; email: string },
): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Send me the link' }).click()
}

/** Signs up as far as the choice how to sign in. */
export async function signUp(page: Page, person: { name: string; email: string }): Promise<void> {
  await page.goto('/sign-up')
  await fillSignUp(page, person)
  await openMail(page)
  await openLink(page)
  await page.getByRole('button', { name: 'Yes, go on' }).click()
  await page.waitForURL('**/sign-up/method?*')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How do you want to sign in?')
}
