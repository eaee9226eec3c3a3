import { db } from '#lib/db/index.ts'
import { expect, test } from './fixtures.ts'
import { connect, fillSignIn, signIn, signOut } from './journeys.ts'

test('[H5] signing everyone else out ends their sessions with the next click, and no connection @phone', async ({
  asConsumer: page,
  person,
  party,
  openBrowser,
}) => {
  const other = await openBrowser()
  await signIn(other, person)
  const tokens = await connect(other, party)
  await page.goto('/account')
  await expect(page.getByText('This device')).toHaveCount(1)
  await page.getByRole('button', { name: 'Sign everyone else out' }).click()
  await page.waitForURL('**/account?done=others')
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible()
  await other.goto('/account')
  await other.waitForURL('**/sign-in?*')
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
})

test('one session is ended from another, with JavaScript off too', async ({
  asConsumer: page,
  person,
  openBrowser,
}) => {
  const other = await openBrowser({ javaScriptEnabled: false })
  await signIn(other, person)
  await other.goto('/account')
  await other.getByRole('button', { name: /^Sign out: Chrome/ }).click()
  await other.waitForURL('**/account?done=session')
  await page.goto('/connections')
  await page.waitForURL('**/sign-in?*')
})

test('[H5] the first sign-in from a browser is told by e-mail, the second is not', async ({
  page,
  person,
  openBrowser,
}) => {
  const count = () =>
    db().mail.count({ where: { accountId: person.actor.accountId, kind: 'account.new-device' } })
  await signIn(page, person)
  await signOut(page)
  await signIn(page, person)
  expect(await count()).toBe(1)
  await signIn(await openBrowser(), person)
  expect(await count()).toBe(2)
})

test('who signed in a while ago shows who they are before anything changes @phone', async ({
  asConsumer: page,
  person,
}) => {
  const longAgo = { createdAt: new Date(Date.now() - 600_000) }
  await db().portalSession.updateMany({ where: { accountId: person.actor.accountId }, data: longAgo })
  await page.goto('/account')
  await page.getByRole('link', { name: 'Change or remove the password' }).click()
  await page.waitForURL('**/sign-in?again&*')
  await fillSignIn(page, person)
  await page.waitForURL('**/account/password')
  await page.getByLabel('New password').fill('quite another password')
  await page.getByRole('button', { name: 'Save the password' }).click()
  await page.waitForURL('**/account?done=password')
  const told = { accountId: person.actor.accountId, kind: 'account.methods-changed' }
  expect(await db().mail.count({ where: told })).toBe(1)
})

test('a form that was kept for later changes nothing either', async ({
  asConsumer: page,
  person,
  baseURL,
}) => {
  const longAgo = { createdAt: new Date(Date.now() - 600_000) }
  await db().portalSession.updateMany({ where: { accountId: person.actor.accountId }, data: longAgo })
  for (const [path, form] of [
    ['/account/password/submit', { password: 'quite another password' }],
    ['/account/password/remove', {}],
    ['/account/email-link/turn', { turn: 'on' }],
    ['/account/passkeys/add/submit', { response: '{}' }],
  ] as const) {
    const answer = await page.request.post(path, {
      form,
      headers: { origin: baseURL ?? '' },
      maxRedirects: 0,
    })
    expect(answer.headers().location, path).toContain('/sign-in?again&')
  }
  const account = await db().account.findUniqueOrThrow({ where: { id: person.actor.accountId } })
  expect(account).toMatchObject({ passwordHash: expect.any(String), emailLink: false })
})

test('the only way to sign in can’t be removed, and the page says what to do', async ({
  asConsumer: page,
}) => {
  await page.goto('/account/password')
  await expect(page.getByText('This is your only way to sign in.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove the password' })).toBeHidden()
})

test('a name has whatever characters it has', async ({ asConsumer: page }) => {
  await page.goto('/account')
  await page.getByLabel('Your name').fill('Nguyễn Thị O’Hara-Łuczak')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await page.waitForURL('**/account?done=name')
  await expect(page.getByRole('link', { name: 'Nguyễn Thị O’Hara-Łuczak' })).toBeVisible()
})
