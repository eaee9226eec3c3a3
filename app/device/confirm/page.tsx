import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button, ButtonPair, ExternalName, Page, PageTitle } from '#components/ui/index.ts'
import { currentDeviceForm, findDeviceRequest } from '#lib/oidc/interaction.ts'

export const metadata: Metadata = { title: 'Is this your device?' }

/** The consumer compares codes before anything else happens, against codes that somebody else sent (RFC 8628 5.4). */
export default async function ConfirmDevicePage() {
  const form = await currentDeviceForm()
  const product = form?.userCode && (await findDeviceRequest(form.userCode))
  if (!product) redirect('/device')
  const { participant } = product
  return (
    <Page>
      <PageTitle lead="Go on only if you see exactly this code on a device of your own.">
        Is this your device?
      </PageTitle>
      <p className="text-h2 font-bold tracking-widest">{form.userCode}</p>
      <ExternalName
        name={participant.tradingName}
        legalName={participant.legalName}
        registerNumber={participant.registerNumber}
        large
      />
      <p>
        {participant.tradingName} asks for your energy data with its app {product.name}. Next you see what
        exactly, and decide.
      </p>
      <form action="/oauth/device" method="post">
        <input type="hidden" name="xsrf" value={form.xsrf} />
        <input type="hidden" name="user_code" value={form.userCode} />
        <ButtonPair>
          <Button variant="choice" name="confirm" value="yes">
            Yes, go on
          </Button>
          <Button variant="choice" name="abort" value="yes">
            No, this is not mine
          </Button>
        </ButtonPair>
      </form>
    </Page>
  )
}
