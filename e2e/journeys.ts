import { expect, type Page } from '@playwright/test'
import type { PermissionId } from '#lib/energy/index.ts'
import type { Tokens } from '#lib/testing/third-party.ts'
import { energyRequest, type TestParty } from './party.ts'
import type { Person } from './people.ts'

/** Fills in the sign-in page that the browser is at. */
export async function fillSignIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>) {
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function signIn(page: Page, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in')
  await fillSignIn(page, person)
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
}

/** The questions of the consent page, and its answer buttons. */
export const consentPage = (page: Page) => ({
  homes: page.getByRole('group', { name: 'Which home do you want to share from?' }).getByRole('checkbox'),
  details: page.getByRole('group', { name: 'How much detail do you want to share?' }).getByRole('radio'),
  ends: page.getByRole('group', { name: 'When should sharing end?' }).getByRole('radio'),
  detail: (id: PermissionId) => page.locator(`input[name=usage][value="${id}"]`),
  allow: page.getByRole('button', { name: 'Allow sharing' }),
  refuse: page.getByRole('button', { name: 'Do not allow' }),
})

/** Answers all questions with what was asked for, from the first home. */
export async function chooseAll(page: Page): Promise<void> {
  const { homes, details, ends } = consentPage(page)
  await homes
    .and(page.getByRole('checkbox', { disabled: false }))
    .first()
    .check()
  await details.first().check()
  await ends.first().check()
}

export async function allowAll(page: Page): Promise<void> {
  await chooseAll(page)
  await consentPage(page).allow.click()
}

/** Answers the question whether to stop; done when the portal says so. */
export async function confirmStop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop sharing now' }).click()
  await expect(page.getByText('You stopped sharing')).toBeVisible()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
}

/** Asks for data: the browser ends at the sign-in or at the consent page. Returns what finishes the request. */
export async function ask(
  page: Page,
  party: TestParty,
  detail: Record<string, unknown> = energyRequest(),
  parameters: Record<string, string> = {},
) {
  const request = await party.startAuthorisation({ authorizationDetails: [detail], parameters })
  await page.goto(request.url)
  return request
}

/** The whole way to tokens, in a browser where the consumer is signed in. */
export async function connect(
  page: Page,
  party: TestParty,
  detail: Record<string, unknown> = energyRequest(),
): Promise<Tokens> {
  const request = await ask(page, party, detail)
  await allowAll(page)
  await page.waitForURL('**/callback?*')
  return request.finish(page.url())
}

/** What a person sees whose request no longer works: calm words, no trace of a program. */
export async function expectRunOut(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This request has run out')
  await expect(page.getByText('Nothing was shared.')).toBeVisible()
  await expect(page.getByText('start again there')).toBeVisible()
  await expect(page.locator('body')).not.toContainText(/SessionNotFound|interaction|Error|\.(js|ts):\d+/)
}

/** The questions that a page asks of the data API show up here as a recipient's tokens lose their worth. */
export async function expectNoAccess(party: TestParty, tokens: Tokens): Promise<void> {
  const refused = await party.get('/energy/v1/supply-points', tokens)
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
  await expect(party.refresh(tokens)).rejects.toMatchObject({ error: 'invalid_grant' })
}
