import { db } from '#lib/db/index.ts'
import { expect, test } from './fixtures.ts'
import { allowAll, ask, fillSignIn } from './journeys.ts'
import { energyRequest } from './party.ts'

const sensitive = energyRequest({ datatypes: ['supply-point.detail', 'meter.electricity.hh'] })

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('who signed in long ago shows again that it is them, before a full meter number is shared', async ({
      asConsumer: page,
      person,
      home: _,
      party,
    }) => {
      const { id: accountId } = await db().account.findUniqueOrThrow({ where: { email: person.email } })
      await db().portalSession.updateMany({
        where: { accountId },
        data: { createdAt: new Date(Date.now() - 600_000) },
      })
      const request = await ask(page, party, sensitive)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in again')
      await fillSignIn(page, person)
      await expect(page.getByText('Your MPAN, the 13-digit number on your')).toBeVisible()
      await allowAll(page)
      await page.waitForURL('**/callback?*')
      const tokens = await request.finish(page.url())
      const { supplyPoints } = await (await party.get('/energy/v1/supply-points', tokens)).json()
      expect(supplyPoints[0].mpan).toMatch(/^\d{13}$/)
    })
  })
}
