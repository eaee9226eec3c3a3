import { env } from '#lib/env.ts'
import { expect, test } from './fixtures.ts'
import {
  allowAll,
  ask,
  chooseAll,
  confirmStop,
  connect,
  consentPage,
  expectRunOut,
  fillSignIn,
  signIn,
  signOut,
} from './journeys.ts'
import { reword } from './party.ts'
import { addHome, addPerson } from './people.ts'

test('[C12] the two answers look the same, lie side by side and are one Tab apart', {
  tag: '@phone',
}, async ({ asConsumer: page, recipient }) => {
  await recipient.ask(page)
  const { allow, refuse } = consentPage(page)
  const look = (element: Element) => {
    const { color, backgroundColor, borderColor, fontSize, fontWeight } = getComputedStyle(element)
    return { color, backgroundColor, borderColor, fontSize, fontWeight }
  }
  expect(await allow.evaluate(look)).toEqual(await refuse.evaluate(look))
  const [one, two] = [await allow.boundingBox(), await refuse.boundingBox()]
  expect(Math.abs((one?.width ?? 0) - (two?.width ?? 9))).toBeLessThanOrEqual(1)
  expect(Math.abs((one?.height ?? 0) - (two?.height ?? 9))).toBeLessThanOrEqual(1)
  expect(Math.abs((one?.y ?? 0) - (two?.y ?? 9))).toBeLessThanOrEqual(1)
  await allow.focus()
  await page.keyboard.press('Tab')
  await expect(refuse).toBeFocused()
})

test('[C12] refusing is one click: nobody asks again, and nothing is shared', { tag: '@phone' }, async ({
  asConsumer: page,
  recipient,
}) => {
  await recipient.ask(page)
  await consentPage(page).refuse.click()
  await expect(page).toHaveURL(new RegExp(`^${recipient.origin}/`))
  await expect(page.getByRole('heading', { name: 'Nothing was shared' })).toBeVisible()
  await page.goto('/connections')
  await expect(page.getByText('Nobody can see your energy data')).toBeVisible()
})

test('[C18] a double click on Allow makes one connection, and it works', async ({
  asConsumer: page,
  party,
}) => {
  const request = await ask(page, party)
  await chooseAll(page)
  await consentPage(page).allow.dblclick({ noWaitAfter: true })
  await page.waitForURL('**/callback?*')
  const tokens = await request.finish(page.url())
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
  await page.goto('/connections')
  await expect(page.getByRole('article')).toHaveCount(1)
})

test('asking again while a connection stands makes a second one, with its own end', async ({
  asConsumer: page,
  party,
}) => {
  await connect(page, party)
  await connect(page, party)
  await page.goto('/connections')
  await expect(page.getByRole('article')).toHaveCount(2)
})

test('[C16] what the register changes between page and click is shown before it is agreed to', async ({
  asConsumer: page,
  party,
}) => {
  await ask(page, party)
  await chooseAll(page)
  await reword(party, 'To tell you what your fridge costs.')
  await consentPage(page).allow.click()
  await expect(page.getByText('This page has changed in the meantime')).toBeVisible()
  await expect(page.getByText('To tell you what your fridge costs.')).toBeVisible()
  await chooseAll(page)
  await consentPage(page).allow.click()
  await page.waitForURL('**/callback?*')
  expect(new URL(page.url()).searchParams.get('code')).toBeTruthy()
})

test('allowing without answers says all that is missing, and keeps what was answered', async ({
  asConsumer: page,
  recipient,
}) => {
  await recipient.ask(page)
  const { homes, details, ends, allow } = consentPage(page)
  await allow.click()
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(summary.getByRole('link')).toHaveText([
    'Choose at least one home to share from',
    'Choose how much detail to share',
    'Choose when sharing should end',
  ])
  await homes.first().check()
  await ends.last().check()
  await allow.click()
  await expect(summary.getByRole('link')).toHaveText(['Choose how much detail to share'])
  await expect(homes.first()).toBeChecked()
  await expect(ends.last()).toBeChecked()
  for (const detail of await details.all()) await expect(detail).not.toBeChecked()
  await details.nth(1).check()
  await allow.click()
  await expect(page).toHaveURL(`${recipient.origin}/data`)
})

test.describe('[C17] a request that no longer works says so calmly', () => {
  test('when its cookie is gone', async ({ asConsumer: page, recipient }) => {
    await recipient.ask(page)
    await page.context().clearCookies({ name: 'energyos-interaction' })
    await page.reload()
    await expectRunOut(page)
  })

  test('when it is answered from an old tab after it was decided', async ({
    asConsumer: page,
    recipient,
  }) => {
    await recipient.ask(page)
    const address = page.url()
    await chooseAll(page)
    const old = await page.context().newPage()
    await old.goto(address)
    await consentPage(page).allow.click()
    await page.waitForURL(`${recipient.origin}/data`)
    await consentPage(old).refuse.click()
    await expectRunOut(old)
    await page.goto('/connections')
    await expect(page.getByRole('article')).toHaveCount(1)
  })

  test('when its address is opened in another browser', async ({
    asConsumer: page,
    recipient,
    openBrowser,
  }) => {
    await recipient.ask(page)
    const other = await openBrowser()
    await other.goto(page.url())
    await expectRunOut(other)
  })

  test('when somebody else has signed in meanwhile', async ({ asConsumer: page, recipient }) => {
    await recipient.ask(page)
    const address = page.url()
    await signOut(page)
    const stranger = await addPerson('Somebody Else')
    await signIn(page, stranger)
    await page.goto(address)
    await expectRunOut(page)
  })
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('sharing and stopping work, in at most four pages and in two clicks', async ({
    page,
    person,
    home: _,
    recipient,
  }) => {
    const seen: string[] = []
    page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).pathname))
    await recipient.ask(page)
    await fillSignIn(page, person)
    await allowAll(page)
    await expect(page.getByRole('heading', { name: 'Your electricity' })).toBeVisible()
    expect(seen.filter((path) => path === '/sign-in' || path.startsWith('/interaction/'))).toHaveLength(2)
    expect(seen.length).toBeLessThanOrEqual(4)
    await page.goto('/connections')
    await page.getByRole('link', { name: /^Stop sharing/ }).click()
    await confirmStop(page)
    await recipient.look(page)
    await expect(page.getByText('You stopped sharing. Brightly can no longer read your data.')).toBeVisible()
  })
})

test('by keyboard alone, one can share and stop', async ({ page, person, home: _, recipient, party }) => {
  const press = async (name: RegExp, key: string) => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => {
        const element = document.activeElement
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.innerText : undefined
        return label ?? element?.getAttribute('aria-label') ?? element?.textContent ?? ''
      })
      if (name.test(focused.trim())) return page.keyboard.press(key)
    }
    throw new Error(`the keyboard never reached ${name}`)
  }
  await ask(page, party)
  await press(/^Email address/, 'End')
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('is asking to see your energy data')
  await press(/Sample Street/, 'Space')
  await press(/every half hour/, 'Space')
  await press(/^Until/, 'Space')
  await press(/^Allow sharing/, 'Enter')
  await page.waitForURL('**/callback?*')
  await page.goto('/connections')
  await press(/^Stop sharing/, 'Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Stop sharing with')
  await press(/^Stop sharing now/, 'Enter')
  await expect(page.getByText('You stopped sharing')).toBeVisible()
  expect(recipient.origin).toBeTruthy()
})

test('a request for a home that one left is not possible, whatever the form says', async ({
  asConsumer: page,
  person,
  party,
}) => {
  await addHome(person, '2024-06-01')
  await ask(page, party)
  await chooseAll(page)
  await page.locator('input[disabled]').evaluate((box: HTMLInputElement) => {
    box.disabled = false
    box.checked = true
  })
  await consentPage(page).allow.click()
  await expect(page.getByText('You can share only from a home that you live in now.')).toBeVisible()
})

test('a form that another page sends is refused', async ({ asConsumer: page, party, elsewhere }) => {
  const tokens = await connect(page, party)
  const [{ arrangement_id: id } = { arrangement_id: '' }] = tokens.authorization_details as unknown as {
    arrangement_id: string
  }[]
  const base = new URL(page.url())
  expect(base.pathname).toBe('/callback')
  const action = `${env().issuer}/connections/${id}/stop/confirm`
  await page.goto(
    elsewhere.show(`<form method="post" action="${action}"><button>Win a prize</button></form>`),
  )
  await page.getByRole('button', { name: 'Win a prize' }).click()
  await expect(page.getByText('This form was not sent from our own pages.')).toBeVisible()
  expect((await party.get('/energy/v1/supply-points', tokens)).status).toBe(200)
})
