import { DayDial, Steps } from '#components/ui/index.ts'
import { env } from '#lib/env.ts'

const steps = [
  {
    title: 'A service asks',
    body: 'You start in an app or website that you use. It sends you here. It gets nothing until you agree.',
  },
  {
    title: 'You choose',
    body: 'See who is asking, why, and exactly what they would get. Pick the meter, the detail and the last day.',
  },
  {
    title: 'You stay in charge',
    body: 'One page shows every connection, and each time your data was used. Stop sharing there in two clicks.',
  },
]

export default function HomePage() {
  return (
    <>
      <Opening />
      <section aria-labelledby="how" className="page-width pt-16 sm:pt-24">
        <h2 id="how" className="mb-6 text-h2">
          How it works
        </h2>
        <Steps steps={steps} across />
      </section>
      <Others />
    </>
  )
}

function Opening() {
  return (
    <div className="page-width grid grid-cols-1 items-center gap-x-12 gap-y-10 pt-10 lg:grid-cols-[1.15fr_1fr] lg:pt-16">
      <div className="space-y-8">
        <h1 className="text-display">You decide who sees your energy data</h1>
        <p className="measure text-lead">
          Your smart meter records your electricity every half hour. Choose which services may see it, what
          they see, and for how long.
        </p>
        <Doors />
      </div>
      <Plate />
    </div>
  )
}

function Doors() {
  return (
    <ul className="grid max-w-2xl grid-cols-1 gap-3 sm:grid-cols-2">
      <Door href="/connections" title="Your connections" text="See who has access, or stop sharing" />
      <Door href="/sign-in" title="Sign in" text="With your account here, not with your supplier" />
    </ul>
  )
}

function Door({ href, title, text }: { href: string; title: string; text: string }) {
  return (
    <li>
      <a
        href={href}
        className="group flex h-full items-center justify-between gap-[min(1rem,3vw)] rounded-md border-2 border-accent bg-accent p-4 text-accent-ink no-underline hover:border-ink hover:bg-ink hover:text-paper"
      >
        <span>
          <span className="block text-h3 font-bold underline underline-offset-4 group-hover:decoration-3">
            {title}
          </span>
          <span className="block text-fine">{text}</span>
        </span>
        <svg
          viewBox="0 0 24 24"
          className="size-6 shrink-0"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          aria-hidden="true"
        >
          <path d="M4 12h15M13 5l7 7-7 7" />
        </svg>
      </a>
    </li>
  )
}

/** The motif, large: it shows what a meter knows, which is why consent matters. */
function Plate() {
  return (
    <figure className="mx-auto w-full max-w-md">
      <div className="grid grid-cols-[auto_1fr_auto] items-center justify-items-center gap-2 text-fine text-muted">
        <span className="col-span-3">midday</span>
        <span>6am</span>
        <DayDial
          rim
          className="w-full"
          label="48 bars round a clock: low at night, a rise at breakfast, highest from 5pm to 8pm"
        />
        <span>6pm</span>
        <span className="col-span-3">midnight</span>
      </div>
      <figcaption className="mt-4 border-t border-line pt-3 text-fine">
        One day in a made-up home. Each bar is half an hour. A day like this shows when people wake, cook and
        sleep.
      </figcaption>
    </figure>
  )
}

function Others() {
  return (
    <section aria-labelledby="others" className="page-width pt-16 sm:pt-24">
      <div className="rule-double pt-6">
        <h2 id="others" className="text-h2">
          For companies and regulators
        </h2>
        <div className="mt-4 grid grid-cols-1 gap-8 sm:grid-cols-2">
          <Companies />
          <Regulators />
        </div>
      </div>
    </section>
  )
}

function Companies() {
  const { mode, recipientPort } = env()
  return (
    <div className="measure space-y-2">
      <h3 className="text-h3">Companies</h3>
      <p>
        Ask for energy data over OAuth 2 and an open data API. Only companies on{' '}
        <a href="/register">the register</a> can ask.
      </p>
      {mode === 'demo' && (
        <p>
          <a href={`http://127.0.0.1:${recipientPort}`} className="inline-flex min-h-11 items-center">
            Try the demo app
          </a>
        </p>
      )}
    </div>
  )
}

function Regulators() {
  return (
    <div className="measure space-y-2">
      <h3 className="text-h3">Regulators</h3>
      <p>
        Every change of consent goes into a ledger without personal data. Check it without having to trust us.
      </p>
      <p>
        <a href="/regulator/ledger" className="inline-flex min-h-11 items-center">
          Open the ledger
        </a>
      </p>
    </div>
  )
}
