import { expect, type Page } from '@playwright/test'
import { nowMs } from '#lib/core/index.ts'
import { settlementDateOf } from '#lib/energy/index.ts'
import { signIn } from './journeys.ts'
import { addMeter, addPerson, type TestHome } from './people.ts'

/** The settlement date so many days ago. */
export const daysAgo = (days: number) => settlementDateOf(nowMs() - days * 86_400_000)

interface Typed {
  postcode: string
  number: string
  movedIn: string
}

export async function fillHome(page: Page, { postcode, number, movedIn }: Typed) {
  await page.getByLabel('Postcode').fill(postcode)
  await page.getByLabel('Meter number from your bill').fill(number)
  await page.getByLabel('When did you move in?').fill(movedIn)
  await page.getByRole('button', { name: 'Add this home' }).click()
}

/** Whoever is signed in adds a home; ends at its page. */
export async function addAHome(page: Page, home: TestHome): Promise<string> {
  await page.goto('/homes/add')
  await fillHome(page, { postcode: home.postcode, number: home.mpan, movedIn: daysAgo(20) })
  await page.waitForURL('**/homes/occ_*')
  await expect(page.getByText('Your home was added')).toBeVisible()
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

/** The figures on the demo's page of a home. */
async function lookAtDemoHome(page: Page, id: string) {
  await page.goto(`/demo/home/${id}`)
  const figures = await page
    .locator('#meter')
    .getByText(/^\d+ kWh$/)
    .allInnerTexts()
  return { reading: figures[0] ?? '', first: figures[1] ?? '' }
}

export async function proveByReading(page: Page, id: string, withFirstBill = true): Promise<void> {
  const { reading, first } = await lookAtDemoHome(page, id)
  await page.goto(`/homes/${id}/prove/meter-reading`)
  await page.getByLabel('What your meter shows now').fill(reading)
  if (withFirstBill) await page.getByLabel('What it showed when you moved in').fill(first)
  await page.getByRole('button', { name: 'Check the reading' }).click()
  await expect(page.getByText('Thank you, that is proved')).toBeVisible()
}

/** Somebody new, with a home that is not proved yet. */
export async function addNewHome(page: Page): Promise<string> {
  await signIn(page, await addPerson())
  return addAHome(page, await addMeter())
}
