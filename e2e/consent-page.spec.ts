import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { ConsentSummary } from '#lib/consent/index.ts'
import { db } from '#lib/db/index.ts'
import { permissions } from '#lib/energy/index.ts'
import { findProductByClientId } from '#lib/register/index.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, ask, consentPage } from './journeys.ts'
import { addParty, dayAhead } from './party.ts'

test.describe('what the consent page says', () => {
  test.beforeEach(async ({ asConsumer, recipient }) => recipient.ask(asConsumer))

  test('[C1] names who asks: trading name, company behind it, number in the register', async ({ page }) => {
    const { participant } = await brightly()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(participant.tradingName)
    await expect(page.getByText(participant.legalName, { exact: true })).toBeVisible()
    await expect(page.getByText('On the register', { exact: true })).toBeVisible()
    await expect(page.getByText(`Number ${participant.registerNumber}`)).toBeVisible()
  })

  test('[C2] gives the purpose word for word as it stands in the register', async ({ page }) => {
    const purpose = (await brightly()).purposes.find(({ code }) => code === 'tariff_comparison')
    await expect(page.getByText(purpose?.text ?? 'no purpose', { exact: true })).toBeVisible()
  })

  test('[C3] lists what is asked for in the words of the registry, each with what it can reveal, and no more', async ({
    page,
  }) => {
    const asked = [permissions['supply-point.basic'], permissions['meter.electricity.hh']]
    const section = page.getByRole('region', { name: 'What Brightly would see' })
    await expect(section.getByRole('heading', { level: 3 })).toHaveText(asked.map(({ cluster }) => cluster))
    await expect(section.getByRole('listitem').getByRole('listitem')).toHaveText(
      asked.flatMap(({ lines }) => lines),
    )
    await expect(section.locator('p', { hasText: 'What this can reveal' })).toHaveText(
      asked.map(({ reveals }) => `What this can reveal: ${reveals}`),
    )
  })

  test('[C4] says what is not shared and what nobody can do with it', async ({ page }) => {
    await expect(page.getByRole('region', { name: 'What is not shared' }).getByRole('listitem')).toHaveText([
      'They cannot switch your supplier or change your tariff.',
      'They cannot control your devices, your heating or your car.',
      'They do not get your name, your full address, your bills or your payment details from us.',
    ])
  })

  test('[C6] says how far back the readings go', async ({ page }) => {
    const lastYear = dayAhead(0).replace(/^\d+/, (year) => String(Number(year) - 1))
    const from = page.getByRole('region', { name: 'What Brightly would see' }).locator('time')
    await expect(from).toHaveAttribute('datetime', new RegExp(`^${lastYear}`))
  })

  test('[C8] says that nobody else gets it, where that is what they told us', async ({ page }) => {
    await expect(page.getByText('Brightly has told us that it will not pass it on.')).toBeVisible()
  })

  test('[C9] says how to stop, with a link that works and a telephone number', async ({ page }) => {
    const before = page.getByRole('region', { name: 'Before you decide' })
    await expect(before).toContainText(/You can also call [\d ]+\./)
    await before.getByRole('link', { name: 'Your connections' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your connections')
  })

  test('[C10] says that nobody needs the password of an energy account', async ({ page }) => {
    await expect(
      page.getByText('You do not need to give anyone the password of your energy account.'),
    ).toBeVisible()
    await expect(page.locator('input[type=password]')).toHaveCount(0)
  })

  test('[C11] says who answers for the data afterwards, with their privacy notice', async ({ page }) => {
    const { participant } = await brightly()
    await expect(page.getByText('We only pass the data on. Ask Brightly')).toContainText(
      participant.contactPhone,
    )
    await expect(page.getByRole('link', { name: 'privacy notice' })).toHaveAttribute(
      'href',
      participant.privacyUrl,
    )
  })

  test('[C15] says before either button where the browser goes next', async ({ page, recipient }) => {
    const decision = page.getByRole('region', { name: 'Your decision' })
    await expect(decision).toContainText(`Either way you will go back to Brightly at ${recipient.origin}.`)
  })

  test('[C14] holds nothing else: no other links, forms, offers, frames or scripts of others', async ({
    page,
    baseURL,
    recipient,
  }) => {
    const { participant } = await brightly()
    const links = await page.locator('main a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    expect(links.sort()).toEqual(['/connections', participant.privacyUrl].sort())
    const forms = await page
      .locator('form')
      .evaluateAll((all) => all.map((form) => form.getAttribute('action')))
    expect(forms.sort()).toEqual([expect.stringMatching(/^\/interaction\/.+\/decide$/), '/sign-out'])
    await expect(page.locator('iframe, object, embed, dialog, video, audio')).toHaveCount(0)
    const origins = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
    )
    expect(new Set(origins)).toEqual(new Set([baseURL]))
    expect(origins).not.toContain(recipient.origin)
  })

  test('[C5] nothing is chosen beforehand', async ({ page }) => {
    await expect(page.locator('input:not([type=hidden])')).not.toHaveCount(0)
    await expect(page.locator('input:checked, option[selected]')).toHaveCount(0)
  })

  test('[C7] offers end dates, never durations, the one asked for first and no later one', async ({
    page,
  }) => {
    const values = await consentPage(page).ends.evaluateAll((all) =>
      all.map((end) => (end as HTMLInputElement).value),
    )
    expect(values.length).toBeGreaterThan(1)
    expect(values).toEqual([...values].sort().reverse())
    await expect(page.getByRole('group', { name: 'When should sharing end?' }).locator('label')).toHaveText(
      values.map(() => /^Until \d{1,2} \w+ \d{4}/),
    )
  })

  test('[C16] what it says is what is kept as the consumer’s proof', async ({ page, person }) => {
    const shown = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
    await allowAll(page)
    await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
    const { summary, summaryHash } = await keptSummary(person.actor.accountId)
    const { recipient: who, purpose, clusters, notShared, returnsTo } = summary.shown
    const words = [who.tradingName, who.legalName, who.registerNumber, who.phone, purpose, returnsTo]
    for (const { heading, lines, reveals } of clusters) words.push(heading, ...lines, reveals)
    for (const text of [...words, ...notShared]) expect(shown).toContain(text)
    expect(summaryHash).toBe(hashOf(summary))
  })
})

test('[C8] names everyone to whom it would be passed on', async ({ asConsumer, elsewhere }) => {
  const party = await addParty(elsewhere.redirectUri, ['Cloud Sample Ltd', 'Research Sample Ltd'])
  await ask(asConsumer, party)
  await expect(
    asConsumer.getByText(
      `${party.tradingName} says that it passes it on to: Cloud Sample Ltd, Research Sample Ltd.`,
    ),
  ).toBeVisible()
})

const brightly = async () => {
  const product = await findProductByClientId('demo-brightly')
  if (!product) throw new Error('the demo is not seeded')
  return product
}

interface Kept {
  shown: ConsentSummary
}

/** What is kept of the latest decision of an account, and its hash. */
async function keptSummary(accountId: string): Promise<{ summary: Kept; summaryHash: string }> {
  const row = await db().consent.findFirstOrThrow({
    where: { arrangement: { accountId } },
    orderBy: { decidedAt: 'desc' },
    select: { summary: true, summaryHash: true },
  })
  return {
    summary: row.summary as unknown as Kept,
    summaryHash: Buffer.from(row.summaryHash).toString('hex'),
  }
}

const hashOf = (summary: object): string =>
  createHash('sha256')
    .update(canonicalize(summary) ?? '')
    .digest('hex')
