import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { env } from '#lib/env.ts'
import { demoAccounts } from '../prisma/demo-accounts.ts'
import { type Elsewhere, openElsewhere } from './elsewhere.ts'
import { signIn } from './journeys.ts'
import { addParty, type TestParty } from './party.ts'
import { addHome, addPerson, type Person, type TestHome } from './people.ts'
import { watchBrowser } from './watch-browser.ts'

export { expect }

/** The demo's data recipient, at its own origin. */
export interface Recipient {
  origin: string
  /** Asks for energy data: the browser ends at the sign-in or at the consent page */
  ask(page: Page): Promise<void>
  /** Looks at the data again, with what the recipient holds */
  look(page: Page): Promise<void>
}

interface Fixtures {
  /** Lives at `home`; nobody else's test knows them */
  person: Person
  home: TestHome
  /** The test's page, signed in as `person` */
  asConsumer: Page
  /** A page of another browser, signed in as the demo's regulator */
  asRegulator: Page
  recipient: Recipient
  /** A data recipient without an interface, on the register under a name of its own */
  party: TestParty
  /** One that may ask again without a browser (CIBA) */
  asker: TestParty
  elsewhere: Elsewhere
  /** A page of another browser */
  openBrowser: (options?: BrowserContextOptions) => Promise<Page>
}

export const test = base.extend<Fixtures>({
  context: async ({ context }, use) => {
    const faults = watchBrowser(context)
    await use(context)
    expect(faults, 'what no page may do').toEqual([])
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  person: async ({}, use) => use(await addPerson()),

  home: async ({ person }, use) => use(await addHome(person)),

  asConsumer: async ({ page, person, home: _ }, use) => {
    await signIn(page, person)
    await use(page)
  },

  asRegulator: async ({ openBrowser }, use) => {
    const [regulator] = demoAccounts.filter(({ role }) => role === 'regulator')
    const page = await openBrowser()
    if (regulator) await signIn(page, regulator)
    await use(page)
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above
  recipient: async ({}, use) => use(demoRecipient(`http://127.0.0.1:${env().recipientPort}`)),

  // biome-ignore lint/correctness/noEmptyPattern: as above
  elsewhere: async ({}, use) => {
    const elsewhere = await openElsewhere()
    await use(elsewhere)
    await elsewhere.close()
  },

  party: async ({ elsewhere }, use) => use(await addParty(elsewhere.redirectUri)),

  asker: async ({ elsewhere }, use) =>
    use(
      await addParty(elsewhere.redirectUri, [], {
        grant_types: ['authorization_code', 'refresh_token', 'urn:openid:params:grant-type:ciba'],
      }),
    ),

  openBrowser: async ({ browser, contextOptions, viewport, baseURL }, use) => {
    const opened: { faults: string[]; close: () => Promise<void> }[] = []
    await use(async (options) => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        ...(baseURL && { baseURL }),
        ...options,
      })
      opened.push({ faults: watchBrowser(context), close: () => context.close() })
      return context.newPage()
    })
    for (const { close } of opened) await close()
    expect(
      opened.flatMap(({ faults }) => faults),
      'what no page may do',
    ).toEqual([])
  },
})

const demoRecipient = (origin: string): Recipient => ({
  origin,
  async ask(page) {
    await page.goto(origin)
    await page.getByRole('button', { name: 'Share my energy data' }).click()
    await page.waitForURL((url) => url.origin !== origin)
  },
  async look(page) {
    await page.goto(`${origin}/data`)
  },
})
