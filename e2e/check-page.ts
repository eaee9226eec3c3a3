import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const settings = [320, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

/** The page as it stands now, on a small phone and a wide screen, light and dark: WCAG 2.2 AA as far as axe knows it. */
export async function checkPage(page: Page, what: string): Promise<void> {
  for (const { width, colorScheme } of settings) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await checkOnce(page, `${what}, at ${width} px, ${colorScheme}`)
  }
}

/** axe, no sideways scroll, and targets of at least 24 px. */
async function checkOnce(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  )
  expect(found, what).toEqual([])
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
