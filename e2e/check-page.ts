import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * The page as it stands now, on a small phone and a wide screen, light and dark: WCAG 2.2 AA as far as axe knows it. In
 * the dark only colours differ, so only their contrast is looked at again.
 */
export async function checkPage(page: Page, what: string): Promise<void> {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: 'light' })
    await expectNoViolations(new AxeBuilder({ page }).withTags(tags), `${what}, at ${width} px`)
    await expectRoom(page, `${what}, at ${width} px`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoViolations(
      new AxeBuilder({ page }).withRules('color-contrast'),
      `${what}, at ${width} px, dark`,
    )
  }
}

async function expectNoViolations(axe: AxeBuilder, what: string): Promise<void> {
  // There are no frames; otherwise each look would open a page of its own.
  const { violations } = await axe.setLegacyMode().analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  )
  expect(found, what).toEqual([])
}

/** Nothing scrolls sideways, and targets have at least 24 px. */
async function expectRoom(page: Page, what: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0)
  const small = await page
    .locator('button:visible, input:visible:not([type=hidden]), select:visible, summary:visible')
    .evaluateAll((all) =>
      all
        .map((one) => ({ html: one.outerHTML.slice(0, 80), box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 24 || box.width < 24),
    )
  expect(small, `${what} has small targets`).toEqual([])
}
