import { env } from '#lib/env.ts'
import { expect, test } from './fixtures.ts'
import { connect, signIn, signOut } from './journeys.ts'
import { addParty } from './party.ts'
import { addHome, addPerson } from './people.ts'

const query = (address: string, idToken = '') =>
  new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: address, state: 'back' })

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an app asks to sign out, with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('signing out leads back to the app, ends the session and stops no sharing', async ({
      asConsumer: page,
      elsewhere: { redirectUri },
    }) => {
      const party = await addParty(redirectUri, [], { post_logout_redirect_uris: [redirectUri] })
      const tokens = await connect(page, party)
      await page.goto(`/oauth/logout?${query(redirectUri, tokens.id_token)}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign out here too?')
      await expect(page.getByText(/Sample \w+ asks to sign you out/)).toBeVisible()
      await page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
      await expect(page).toHaveURL(`${redirectUri}?state=back`)
      await page.goto('/connections')
      await expect(page).toHaveURL(/\/sign-in/)
      expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
    })

    test('staying signed in leads back as well', async ({ asConsumer: page, elsewhere: { redirectUri } }) => {
      const party = await addParty(redirectUri, [], { post_logout_redirect_uris: [redirectUri] })
      const tokens = await connect(page, party)
      await page.goto(`/oauth/logout?${query(redirectUri, tokens.id_token)}`)
      await page.getByRole('button', { name: 'Stay signed in' }).click()
      await expect(page).toHaveURL(`${redirectUri}?state=back`)
      await page.goto('/connections')
      await expect(page).toHaveURL('/connections')
    })
  })
}

test('after signing out, the next person at the same browser can share at once; the first connection stands', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  await page.goto('/connections')
  await signOut(page)
  const next = await addPerson('Next Person')
  await addHome(next)
  await signIn(page, next)
  const theirs = await connect(page, party)
  for (const held of [tokens, theirs]) {
    expect((await party.get('/energy/v1/supply-points', held)).status).toBe(200)
  }
})

test('signing out of the portal tells the apps that want to know', async ({
  asConsumer: page,
  elsewhere: { redirectUri, posted },
}) => {
  await connect(page, await addParty(redirectUri, [], { backchannel_logout_uri: redirectUri }))
  await page.goto('/connections')
  await signOut(page)
  expect(posted).toEqual([expect.stringMatching(/^logout_token=[\w-]+\.[\w-]+\.[\w-]+$/)])
})

for (const path of ['/api/auth/signout', '/api/auth/signout/here']) {
  test(`next-auth's own door ${path} signs out as ours does, and not for other websites`, async ({
    asConsumer: page,
    elsewhere: { redirectUri, posted },
  }) => {
    await connect(page, await addParty(redirectUri, [], { backchannel_logout_uri: redirectUri }))
    const post = (origin: string) =>
      page.request.post(path, { form: { csrfToken: 'any' }, headers: { origin }, maxRedirects: 0 })
    expect((await page.request.get(path, { maxRedirects: 0 })).headers().location).toBe(env().issuer)
    expect((await post('https://evil.example')).headers().location).toBe('/problem?code=foreign-origin')
    await page.goto('/connections')
    await expect(page).toHaveURL('/connections')
    expect(posted).toEqual([])
    const answer = await post(env().issuer)
    expect([answer.status(), answer.headers().location]).toEqual([303, '/'])
    expect(posted).toEqual([expect.stringMatching(/^logout_token=[\w-]+\.[\w-]+\.[\w-]+$/)])
    await page.goto('/connections')
    await expect(page).toHaveURL(/\/sign-in/)
  })
}

test('a link that asks for nothing leads home', async ({ page }) => {
  await page.goto('/sign-out/asked')
  await expect(page).toHaveURL('/')
})
