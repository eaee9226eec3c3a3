import { gzipSync } from 'node:zlib'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { connect, signIn } from './journeys.ts'
import { energyRequest, grantedOf } from './party.ts'
import { addHome, addPerson } from './people.ts'

/** Bytes of compressed script that one page may bring, from an empty cache. */
const BUDGET = 150_000

/** What the scripts of a page weigh, gzipped, bytes. */
async function weigh(page: Page, address: string): Promise<number> {
  const weights: Promise<number>[] = []
  const note = (response: Awaited<ReturnType<Page['waitForResponse']>>) => {
    if (response.request().resourceType() === 'script')
      weights.push(response.body().then((body) => gzipSync(body).length))
  }
  page.on('response', note)
  await page.goto(address, { waitUntil: 'networkidle' })
  page.off('response', note)
  return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0)
}

test('no page of a consumer brings more than 150 kB of script', async ({ openBrowser, party }) => {
  const person = await addPerson()
  await addHome(person)
  const page = await openBrowser()
  await signIn(page, person)
  const id = grantedOf(await connect(page, party)).arrangement_id
  const asked = async () => (await party.startAuthorisation({ authorizationDetails: [energyRequest()] })).url
  const addresses = [
    '/',
    '/sign-in',
    '/connections',
    `/connections/${id}`,
    `/connections/${id}/stop`,
    '/approvals',
  ]
  await expectLight(page, openBrowser, [...addresses, '/device', await asked()])
})

test('nor does a page of their account', async ({ openBrowser }) => {
  const page = await openBrowser()
  await signIn(page, await addPerson())
  const addresses = ['/sign-up', '/sign-up/method', '/account', '/account/passkeys/add']
  await expectLight(page, openBrowser, addresses)
})

/** Each address in a browser of its own, signed in as this one: it has nothing in its cache yet. */
async function expectLight(
  page: Page,
  openBrowser: (options: BrowserContextOptions) => Promise<Page>,
  addresses: string[],
): Promise<void> {
  const storageState = await page.context().storageState()
  for (const address of addresses) {
    const weight = await weigh(await openBrowser({ storageState }), address)
    expect(weight, address.replace(/\?.*/, '')).toBeGreaterThan(0)
    expect(weight, address.replace(/\?.*/, '')).toBeLessThanOrEqual(BUDGET)
  }
}
