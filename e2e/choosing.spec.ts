import { permissions } from '#lib/energy/index.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, ask, chooseAll, consentPage } from './journeys.ts'
import { dayAhead } from './party.ts'
import { addHome, addPerson } from './people.ts'

test.describe('what the consumer chooses is what the recipient gets', () => {
  test('[C5] every home of one’s own is listed, and only ticked ones are shared', async ({
    asConsumer: page,
    person,
    home,
    recipient,
  }) => {
    const second = await addHome(person)
    const others = await addHome(await addPerson('Somebody Else'))
    await recipient.ask(page)
    const { homes, details, ends, allow } = consentPage(page)
    await expect(homes).toHaveCount(2)
    await expect(page.getByText(others.label)).toHaveCount(0)
    await expect(page.getByText(`Electricity meter ending ${home.mpan.slice(-4)}`)).toBeVisible()
    await page.getByRole('checkbox', { name: second.label }).check()
    await details.first().check()
    await ends.first().check()
    await allow.click()
    await expect(page.getByRole('heading', { name: 'Your meter' })).toBeVisible()
    await expect(page.locator('main')).toContainText(second.mpan.slice(-4))
    await expect(page.locator('main')).not.toContainText(home.mpan.slice(-4))
  })

  test('[C5] a past home is there, greyed, with the reason', async ({
    asConsumer: page,
    person,
    recipient,
  }) => {
    const past = await addHome(person, '2024-06-01')
    await recipient.ask(page)
    const box = page.getByRole('checkbox', { name: past.label })
    await expect(box).toBeDisabled()
    await expect(box).toHaveAccessibleDescription('You moved out on 1 June 2024')
    await expect(page.getByText('You moved out on 1 June 2024')).toBeVisible()
  })

  for (const [id, words, absent] of [
    ['meter.electricity.daily', 'Daily totals', 'The busiest half hour'],
    ['meter.electricity.monthly', 'Monthly totals', 'The busiest half hour'],
  ] as const) {
    test(`[C6] choosing ${id} shares nothing finer`, async ({ asConsumer: page, party }) => {
      const request = await ask(page, party)
      await chooseAll(page)
      await consentPage(page).detail(id).check()
      await consentPage(page).allow.click()
      await page.waitForURL('**/callback?*')
      const tokens = await request.finish(page.url())
      const [detail] = tokens.authorization_details as unknown as {
        datatypes: string[]
        supply_points: string[]
      }[]
      expect(detail?.datatypes).toEqual(['supply-point.basic', id])
      const path = `/energy/v1/supply-points/${detail?.supply_points[0]}/readings`
      const period = { from: dayAhead(-3), to: dayAhead(0) }
      expect((await party.get(path, tokens, { ...period, granularity: 'PT30M' })).status).toBe(403)
      expect((await (await party.get(path, tokens, period)).json()).granularity).toBe(
        permissions[id].granularity,
      )
    })

    test(`[C6] the demo app shows ${words.toLowerCase()} to who chose them`, async ({
      asConsumer: page,
      recipient,
    }) => {
      await recipient.ask(page)
      await chooseAll(page)
      await consentPage(page).detail(id).check()
      await consentPage(page).allow.click()
      await expect(page.getByText('You share less than Brightly asked for.')).toBeVisible()
      await expect(page.getByText(words, { exact: false }).first()).toBeVisible()
      await expect(page.getByText(absent)).toHaveCount(0)
    })
  }

  test('[C6] choosing what was asked for shares every half hour', async ({ asConsumer: page, recipient }) => {
    await recipient.ask(page)
    await allowAll(page)
    await expect(page.getByText('You share what Brightly asked for.')).toBeVisible()
    await expect(page.getByText('The busiest half hour')).toBeVisible()
  })

  test('[C7] a sooner end date is kept to, at the recipient and in the connection', async ({
    asConsumer: page,
    recipient,
  }) => {
    await recipient.ask(page)
    await chooseAll(page)
    const soonest = consentPage(page).ends.last()
    await soonest.check()
    const date = (await soonest.locator('xpath=ancestor::label').innerText()).replace('Until ', '').trim()
    await consentPage(page).allow.click()
    await expect(page.getByText(`You share with Brightly until ${date}.`)).toBeVisible()
    await page.goto('/connections')
    await expect(page.getByRole('article')).toContainText(`At the end of ${date}`)
  })

  test('[C5] who has no home here can share nothing, and can go back', async ({ page, recipient }) => {
    const person = await addPerson('New Arrival')
    await recipient.ask(page)
    await page.getByLabel('Email address').fill(person.email)
    await page.getByLabel('Password').fill(person.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText('You have no home here yet')).toBeVisible()
    await consentPage(page).refuse.click()
    await expect(page.getByRole('heading', { name: 'Nothing was shared' })).toBeVisible()
  })
})
