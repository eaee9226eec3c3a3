import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Button, DateText, Notice, Page, PageTitle, Section } from '#components/ui/index.ts'
import { requireConsumer } from '#lib/auth/current-session.ts'
import { isId } from '#lib/core/index.ts'
import { showDemoHome, showHome } from '#lib/occupancy/index.ts'

export const metadata: Metadata = { title: 'Demo: what you would find at home' }

/** In place of going there: the meter, the doormat and the supplier of a home that is made up. Demo mode only. */
export default async function DemoHomePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await requireConsumer(`/demo/home/${id}`)
  const found = isId('occupancy', id) ? await showDemoHome(actor, id) : undefined
  const home = found && isId('occupancy', id) ? await showHome(actor, id) : undefined
  if (!found || !home) notFound()
  return (
    <Page>
      <PageTitle
        caption={<a href={`/homes/${id}`}>Back to your home</a>}
        lead="This home is made up, so you cannot go there. This is what you would find."
      >
        Demo: at the home
      </PageTitle>
      <Section heading="On the meter" id="meter">
        {found.meter ? (
          <>
            <Register label="The meter shows now" kWh={found.meter.now} />
            {found.meter.movedIn === undefined ? (
              <p>
                The demo has no readings of <DateText date={home.startsAt} />. So there is no first bill.
              </p>
            ) : (
              <Register label="Your first bill says" kWh={found.meter.movedIn} />
            )}
          </>
        ) : (
          <p>This demo meter has no readings, so nothing can be typed from it.</p>
        )}
      </Section>
      <Section heading="On the doormat" id="post">
        {found.letterCode ? (
          <div className="space-y-3 rounded-md border border-edge bg-surface p-4 sm:p-6">
            <p className="text-fine text-muted">Demo letter. Nothing was posted.</p>
            <p>To whoever lives here,</p>
            <p>Somebody says that they live in this home. If it was you, type this code where you started:</p>
            <p className="font-mono text-h1 tracking-widest">{found.letterCode}</p>
            <p>If it was not you, throw this letter away. Nothing happens without the code.</p>
          </div>
        ) : (
          <p>No letter is under way.</p>
        )}
      </Section>
      <Section heading="At your supplier" id="supplier">
        <Notice title="Demo Meter Data">
          <p>This demo supplier says of everybody that the account is theirs, since they moved in.</p>
        </Notice>
        <form action={`/homes/${id}/prove/holder/submit`} method="post">
          <input type="hidden" name="assertion" value={found.assertion} />
          <Button variant="quiet">Send their confirmation</Button>
        </form>
      </Section>
    </Page>
  )
}

function Register({ label, kWh }: { label: string; kWh: number }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-md border border-edge bg-sunken p-4">
      <span>{label}</span>
      <span className="font-mono text-h2 tabular-nums">{kWh} kWh</span>
    </div>
  )
}
