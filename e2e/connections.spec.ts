import { formatDate } from '#components/ui/format-date.ts'
import { pauseConsent, withdrawConsent } from '#lib/consent/index.ts'
import type { ConsumerActor } from '#lib/core/index.ts'
import { db } from '#lib/db/index.ts'
import { env } from '#lib/env.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, confirmStop, connect, expectNoAccess, signIn } from './journeys.ts'
import { addParty, dayAhead, energyRequest, grantedOf } from './party.ts'
import { addHome, addPerson } from './people.ts'

/** Whose arrangement it is. */
async function actorOf(arrangementId = ''): Promise<ConsumerActor> {
  const { accountId } = await db().arrangement.findUniqueOrThrow({ where: { id: arrangementId } })
  return { kind: 'consumer', accountId: accountId as `acc_${string}` }
}

/** As if the last disclosure had happened many times more. */
async function repeatDisclosure(arrangementId: string, times: number): Promise<void> {
  const {
    id: _,
    batchSeq: __,
    ...last
  } = await db().disclosure.findFirstOrThrow({ where: { arrangementId } })
  await db().disclosure.createMany({ data: Array.from({ length: times }, () => last) })
}

test('[D1] [D2] the overview says who, why, from which home, since when, until when and when last used', async ({
  asConsumer: page,
  party,
  home,
}) => {
  const tokens = await connect(page, party)
  await page.goto('/connections')
  const card = page.getByRole('article')
  await expect(card).toContainText(party.tradingName)
  await expect(card).toContainText('To send you a report on how much electricity you use.')
  await expect(card).toContainText(home.label)
  await expect(card).toContainText('Active')
  await expect(card).toContainText('Not used yet')
  await party.get('/energy/v1/supply-points', tokens)
  await page.reload()
  await expect(card).not.toContainText('Not used yet')
})

test('a company that gives up its access is named as the one who ended it', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  await party.giveUp(tokens)
  await page.goto('/connections')
  await page.getByRole('link', { name: /^See details/ }).click()
  await expect(page.getByText('Stopped')).toBeVisible()
  await expect(page.getByText(`${party.tradingName}: they gave up their access`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Stop sharing' })).toHaveCount(0)
  await expectNoAccess(party, tokens)
})

test('[D2] [D5] [D10] [D11] each state reads in words, the overview puts first what nobody used for long, and past ones can be searched', async ({
  asConsumer: page,
  party,
  home,
}) => {
  const ids: Record<string, string> = {}
  for (const state of ['Active', 'Ends soon', 'Paused', 'Stopped', 'Ended', 'Unused']) {
    const until = state === 'Ends soon' ? dayAhead(10) : dayAhead(60)
    const tokens = await connect(page, party, energyRequest({ access: { until } }))
    await party.get('/energy/v1/supply-points', tokens)
    ids[state] = grantedOf(tokens).arrangement_id
  }
  await pauseConsent(await actorOf(ids.Paused), ids.Paused as `arr_${string}`)
  await withdrawConsent(await actorOf(ids.Stopped), ids.Stopped as `arr_${string}`)
  await db().consent.updateMany({
    where: { arrangementId: ids.Ended ?? '' },
    data: { state: 'expired', endedAt: new Date() },
  })
  const longAgo = new Date(Date.now() - 100 * 86_400_000)
  await db().disclosure.updateMany({
    where: { arrangementId: ids.Unused ?? '' },
    data: { disclosedAt: longAgo },
  })
  await page.goto('/connections')
  const cards = page.getByRole('article')
  await expect(cards.first()).toContainText(`Not used since ${formatDate(longAgo)}`)
  await expect(cards.first().getByRole('link', { name: /^Stop sharing with .*\?$/ })).toHaveAttribute(
    'href',
    `/connections/${ids.Unused}/stop`,
  )
  for (const [state, id] of Object.entries(ids)) {
    const card = cards.filter({ has: page.locator(`a[href="/connections/${id}"]`) })
    const tag = card.locator('span').getByText(state === 'Unused' ? 'Active' : state, { exact: true })
    await expect(tag).toBeVisible()
    expect(await tag.evaluate((one) => one.closest('a, button'))).toBeNull()
    for (const term of ['Started', /^Ends|^Ended/, 'Last used'])
      await expect(card.getByRole('term').filter({ hasText: term })).not.toHaveCount(0)
  }
  const headings = await page.getByRole('heading').allTextContents()
  expect(headings.filter((text) => text === party.tradingName)).toHaveLength(6)
  await page.getByRole('link', { name: 'Search past connections' }).click()
  await page.waitForURL('**/connections/past')
  await expect(page.getByRole('status')).toHaveText('2 past connections')
  await page.getByLabel('Home').selectOption({ label: home.address })
  await page.getByLabel('Company').selectOption({ label: party.tradingName })
  await page.getByLabel('Status').selectOption('Stopped')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL(/status=stopped/)
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('article')).toContainText('Stopped')
  await page.goto('/connections/past?company=par_other')
  await expect(page.getByRole('article')).toHaveCount(0)
})

test('[D12] each home is named with its address, the last digits of its meter, and how many connections it has', async ({
  asConsumer: page,
  party,
  person,
  home,
}) => {
  const other = await addHome(person)
  const stopped = await connect(page, party)
  await connect(page, party)
  await connect(page, party)
  await page.goto(`/connections/${grantedOf(stopped).arrangement_id}/stop`)
  await confirmStop(page)
  await page.goto('/connections')
  const property = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) })
  await expect(property).toHaveCount(2)
  const counts: Record<string, string> = {}
  for (const one of [home, other]) {
    const here = property.filter({ hasText: one.address })
    await expect(here).toContainText(one.mpan.slice(-3))
    counts[one.address] = await here.innerText()
  }
  expect(Object.values(counts).some((text) => /2 current,\s*1 past/.test(text))).toBe(true)
  expect(Object.values(counts).some((text) => /0 current,\s*0 past/.test(text))).toBe(true)
  const html = await page.content()
  for (const { mpan } of [home, other]) expect(html).not.toContain(mpan.slice(0, 9))
})

test('[D3] the detail says what, how far back, how finely, since when, how often, who else, what changed and where to complain', async ({
  asConsumer: page,
  elsewhere,
}) => {
  const party = await addParty(elsewhere.redirectUri, ['Number Crunchers Ltd'])
  const tokens = await connect(page, party)
  await party.get('/energy/v1/supply-points', tokens)
  await party.get('/energy/v1/supply-points', tokens)
  await page.goto(`/connections/${grantedOf(tokens).arrangement_id}`)
  const fact = (term: string) =>
    page
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${term}$`) })
      .locator('xpath=following-sibling::dd')
  await expect(fact('How much detail')).toHaveText('Every half hour')
  await expect(fact('Readings from')).toHaveText(formatDate(dayAhead(-30)))
  await expect(fact('First used')).toContainText(formatDate(new Date()))
  await expect(fact('How often')).toHaveText('2 times on 1 day')
  await expect(fact('Passed on to')).toHaveText('Number Crunchers Ltd')
  await expect(fact('Reference')).toHaveText(grantedOf(tokens).arrangement_id)
  await expect(page.getByRole('region', { name: 'What they can see' }).getByRole('heading')).toHaveText([
    'What they can see',
    'Your electricity connection',
    'Electricity use, every half hour',
  ])
  const help = page.getByRole('region', { name: 'Questions or a complaint' })
  await expect(help.getByRole('link', { name: /Information Commissioner/ })).toBeVisible()
})

test('[D4] the access history names every time that data left, day by day and page by page, and can be downloaded whole', async ({
  asConsumer: page,
  party,
}) => {
  const tokens = await connect(page, party)
  const { supply_points: handles, arrangement_id: id } = grantedOf(tokens)
  const path = `/energy/v1/supply-points/${handles[0]}/readings`
  await party.get(path, tokens, { from: dayAhead(-2), to: dayAhead(-1) })
  await party.get(path, tokens, { from: dayAhead(-5), to: dayAhead(-2), granularity: 'P1D' })
  await page.goto('/connections')
  await page.getByRole('link', { name: /^See details/ }).click()
  await page.waitForURL(`**/connections/${id}`)
  const rows = page.getByRole('region', { name: 'When it was used' }).getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('Your electricity use each day')
  await expect(rows.nth(1)).toContainText('3')
  await expect(rows.nth(2)).toContainText('Your electricity use every half hour')
  await expect(rows.nth(2)).toContainText(/4[68]|50/)
  await expect(rows.nth(2)).toContainText('No')
  await repeatDisclosure(id, 58)
  await page.getByRole('link', { name: 'See every time, and download the list' }).click()
  await page.waitForURL('**/history')
  await expect(page.getByRole('rowheader')).toHaveCount(50)
  await page.getByRole('link', { name: 'Earlier' }).click()
  await page.waitForURL(/before=/)
  await expect(page.getByRole('rowheader')).toHaveCount(10)
  const csv = await page.request.get(`/connections/${id}/history/csv`)
  expect(csv.headers()).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="access-history.csv"',
    'cache-control': 'no-store',
  })
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(61)
  const json = await page.request.get(`/connections/${id}/history/json`)
  expect(((await json.json()) as { disclosures: unknown[] }).disclosures).toHaveLength(60)
})

test('[D8] other ways in which the data is used are explained, with how to object, and no button', async ({
  asConsumer: page,
}) => {
  await page.goto('/connections')
  await page.getByRole('link', { name: 'See other ways your data is used' }).click()
  await page.waitForURL('**/other-uses')
  for (const use of ['Your supplier', 'Settlement', 'Your local network']) {
    const section = page.getByRole('region', { name: use })
    await expect(section).toContainText('How to object')
    await expect(section).toContainText('Not your permission here.')
  }
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
})

test('[D9] without connections the page says what one is, and how to spot a request that is not real', async ({
  asConsumer: page,
}) => {
  await page.goto('/connections')
  await expect(
    page.getByText('A connection lets one company see the energy data that you choose'),
  ).toBeVisible()
  await expect(page.getByText('How to spot a request that is not real')).toBeVisible()
  await expect(page.getByText(env().issuer)).toBeVisible()
})

test('[D6] [W1] [W2] [W3] [W4] [W5] stopping takes two clicks, asks nothing that must be answered, and ends access at once', {
  tag: '@phone',
}, async ({ asConsumer: page, party }) => {
  const tokens = await connect(page, party)
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  await page.goto('/connections')
  await page.getByRole('link', { name: /^Stop sharing/ }).click()
  await page.waitForURL('**/stop')
  await expect(page.getByText('straight away')).toBeVisible()
  await expect(page.getByText(`Check with ${party.tradingName} first`)).toBeVisible()
  const question = page.getByRole('group', {
    name: `Do you also want ${party.tradingName} to delete what it already has?`,
  })
  await expect(question.getByRole('radio')).toHaveCount(2)
  await expect(page.locator('main input:checked, main [required], main select, main textarea')).toHaveCount(0)
  await page.getByRole('button', { name: 'Stop sharing now' }).click()
  await expect(page.getByRole('status')).toContainText('You stopped sharing')
  await expectNoAccess(party, tokens)
  await expect(page.getByText(`We have not yet told ${party.tradingName}.`)).toBeVisible()
  await expect(page.getByText('What it already has')).toHaveCount(0)
  await page.goto('/connections')
  await expect(page.getByText('Nobody can see your energy data')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Past connections' }).getByRole('article')).toContainText(
    'Stopped',
  )
})

for (const [answer, kept, words] of [
  ['Yes, ask for that', true, 'You asked'],
  ['No', false, 'You did not ask for anything to be deleted'],
] as const) {
  test(`[W1] the answer "${answer}" is kept with the withdrawal, and goes to the company with word of it`, async ({
    asConsumer: page,
    party,
  }) => {
    const id = grantedOf(await connect(page, party)).arrangement_id
    await page.goto(`/connections/${id}/stop`)
    await page.getByLabel(answer, { exact: true }).check()
    await confirmStop(page)
    await expect(page.getByText(words).first()).toBeVisible()
    expect(await db().consent.findFirstOrThrow({ where: { arrangementId: id } })).toMatchObject({
      state: 'withdrawn',
      asksDeletion: kept,
    })
    expect(await db().consentNotice.findFirstOrThrow({ where: { arrangementId: id } })).toMatchObject({
      type: 'consent.revoked',
      asksDeletion: kept,
    })
  })
}

test('[W5] a company whose receiver is down is told as soon as it is back, and the connection says so', async ({
  asConsumer: page,
  elsewhere,
}) => {
  const webhook = { webhook_uri: `${elsewhere.origin}/hook` }
  const party = await addParty(elsewhere.redirectUri, [], webhook)
  const tokens = await connect(page, party)
  const { arrangement_id: id } = grantedOf(tokens)
  elsewhere.answers.posts = 500
  await page.goto(`/connections/${id}/stop`)
  await expect(page.getByText('We pass your answer on.')).toBeVisible()
  await page.getByLabel('Yes, ask for that').check()
  await confirmStop(page)
  await expectNoAccess(party, tokens)
  await expect.poll(() => elsewhere.posted.length, { timeout: 5_000 }).toBe(1)
  await page.reload()
  await expect(page.getByText(`We have not yet told ${party.tradingName}.`)).toBeVisible()
  elsewhere.answers.posts = 204
  const told = page.getByText(`We told ${party.tradingName} on ${formatDate(new Date())} at`)
  await expect(async () => {
    await page.reload()
    await expect(told).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 15_000 })
  const [first = '', second = ''] = elsewhere.posted
  expect(JSON.parse(second)).toEqual({
    type: 'consent.revoked',
    timestamp: expect.any(String),
    data: { arrangementId: id, sequence: 1, deletionRequested: true },
  })
  expect(second).toBe(first)
})

test('[W6] a suspended company’s connection can be stopped like any other', async ({
  asConsumer: page,
  party,
}) => {
  const id = grantedOf(await connect(page, party)).arrangement_id
  await db().softwareProduct.update({ where: { clientId: party.clientId }, data: { status: 'inactive' } })
  await page.goto('/connections')
  await page.getByRole('link', { name: /^Stop sharing/ }).click()
  await page.waitForURL('**/stop')
  await confirmStop(page)
  expect((await db().consent.findFirstOrThrow({ where: { arrangementId: id } })).state).toBe('withdrawn')
})

test('stopping one connection leaves the others', async ({ asConsumer: page, party }) => {
  const [one, two] = [await connect(page, party), await connect(page, party)]
  await page.goto(`/connections/${grantedOf(one).arrangement_id}/stop`)
  await confirmStop(page)
  await expectNoAccess(party, one)
  expect((await party.get('/energy/v1/supply-points', two)).status).toBe(200)
})

test('the recipient says itself that sharing was stopped', async ({ asConsumer: page, recipient }) => {
  await recipient.ask(page)
  await allowAll(page)
  await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
  await page.goto('/connections')
  await page.getByRole('link', { name: /^Stop sharing/ }).click()
  await confirmStop(page)
  await recipient.look(page)
  await expect(page.getByText('You stopped sharing. Brightly can no longer read your data.')).toBeVisible()
})

test('nobody sees or stops the connection of somebody else', async ({
  asConsumer: page,
  party,
  openBrowser,
}) => {
  const tokens = await connect(page, party)
  const id = grantedOf(tokens).arrangement_id
  const stranger = await openBrowser()
  await signIn(stranger, await addPerson('Somebody Else'))
  for (const path of ['', '/stop', '/less', '/history'].map((page) => `/connections/${id}${page}`)) {
    expect((await stranger.goto(path))?.status()).toBe(404)
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Page not found')
  }
  for (const act of ['stop/confirm', 'pause', 'resume', 'less/confirm']) {
    const answer = await stranger.request.post(`/connections/${id}/${act}`, {
      form: { standing: 'x', usage: 'meter.electricity.daily' },
      headers: { origin: env().issuer },
      maxRedirects: 0,
    })
    expect(answer.headers().location, act).toBe('/problem?code=no-such-connection')
  }
  for (const format of ['csv', 'json'])
    expect((await stranger.request.get(`/connections/${id}/history/${format}`)).status()).toBe(404)
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
})

test('whoever is signed out is asked to sign in, and comes back to where they were going', async ({
  page,
  person,
}) => {
  await page.goto('/connections')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fconnections/)
  await page.getByLabel('Email address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/connections')
})

test('a session that is ended is out with the next click, whatever its cookie says', async ({
  asConsumer: page,
  person,
}) => {
  await page.goto('/connections')
  await db().portalSession.updateMany({
    where: { accountId: person.actor.accountId },
    data: { endedAt: new Date() },
  })
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in/)
})
