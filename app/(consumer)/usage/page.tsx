import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import {
  ErrorSummary,
  formatDate,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
} from '#components/ui/index.ts'
import { DownloadSection } from '#components/usage/download-section.tsx'
import { PeriodNav } from '#components/usage/period-nav.tsx'
import { UsageCharts } from '#components/usage/usage-charts.tsx'
import { UsageForm } from '#components/usage/usage-form.tsx'
import { requireConsumer } from '#lib/auth/current-session.ts'
import {
  type Home,
  listHomes,
  neighboursOf,
  onTheClock,
  opensUsage,
  showUsage,
  toUsageMonths,
  type UsagePeriod,
  usageViews,
} from '#lib/energy/index.ts'
import { ClosedNotice } from '../../_closed/closed-notice.tsx'
import { chooseHome, choosePeriod, isWrongDate, type Search, usagePath, wasDownloadWrong } from './query.ts'
import { UsageCost, UsageDevices } from './usage-extras.tsx'

interface Props {
  searchParams: Promise<Search>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: `${hasFault(await searchParams) ? 'Error: ' : ''}Your energy` }
}

/** The consumer's own electricity, of the time that they live or lived in a home. */
export default async function UsagePage({ searchParams }: Props) {
  const actor = await requireConsumer('/usage')
  const all = await listHomes(actor.accountId)
  const homes = all.filter((home) => home.lived !== 'later' && opensUsage(home))
  if (homes.length === 0) return <NoHome homes={all} />
  const search = await searchParams
  const home = chooseHome(homes, search) ?? notFound()
  const period = choosePeriod(home, search)
  const isWrong = isWrongDate(search)
  const days = await showUsage(actor, home.occupancyId, period)
  const isYear = period.view === 'year'
  const downloadError = wasDownloadWrong(search) ? WRONG_PERIOD : undefined
  return (
    <Page>
      <ErrorSummary
        errors={[
          ...(isWrong ? [{ field: 'date', message: WRONG_DATE }] : []),
          ...(downloadError ? [{ field: 'first', message: downloadError }] : []),
        ]}
      />
      <PageTitle lead="This is what your own meter measured. A company sees it only if you share it.">
        Your energy
      </PageTitle>
      <UsageForm homes={homes} home={home} period={period} error={isWrong ? WRONG_DATE : undefined} />
      <Section heading={`${home.address}, ${nameOf(period)}`} id="use">
        <PeriodNav {...linksOf(home, period)} />
        <Bounds home={home} period={period} />
        {days.length === 0 ? (
          <Notice title={`No readings for ${nameOf(period)}`} />
        ) : (
          <UsageCharts
            period={period}
            days={days}
            months={isYear ? toUsageMonths(days) : []}
            clock={isYear ? days.map(onTheClock) : []}
          />
        )}
      </Section>
      {days.length > 0 && <UsageCost actor={actor} home={home} name={nameOf(period)} days={days} />}
      <UsageDevices actor={actor} home={home} period={period} />
      <DownloadSection
        home={home.occupancyId}
        first={days[0]?.settlementDate ?? period.first}
        last={days.at(-1)?.settlementDate ?? period.last}
        error={downloadError}
      />
    </Page>
  )
}

const hasFault = (search: Search): boolean => isWrongDate(search) || wasDownloadWrong(search)

const WRONG_DATE = 'Enter a real date, for example 24/11/2026'

const WRONG_PERIOD = 'Enter two real dates, the last one after the first, and ten years at most'

const NoHome = ({ homes }: { homes: Home[] }) => (
  <Page>
    <PageTitle>Your energy</PageTitle>
    <ClosedNotice homes={homes} />
    <Notice title="There is nothing to show yet">
      <p>Once you have proved that you live in a home, you see its electricity here.</p>
    </Notice>
    <p>
      <LinkButton href="/homes">See your homes</LinkButton>
    </p>
  </Page>
)

/** Why a period is not whole: what was before and after their time belongs to others (T5). */
function Bounds({ home: { startsAt, endsAt }, period }: { home: Home; period: UsagePeriod }) {
  return (
    <>
      {startsAt.getTime() > period.fromMs && (
        <p>You have lived here since {formatDate(startsAt)}. Earlier data belongs to earlier residents.</p>
      )}
      {endsAt && endsAt.getTime() < period.toMs && (
        <p>You moved out on {formatDate(endsAt)}. Later data belongs to later residents.</p>
      )}
    </>
  )
}

const nameOf = ({ view, name }: UsagePeriod): string =>
  view === 'year' ? name : formatDate(name, view === 'month' ? 'month' : 'weekday')

function linksOf({ occupancyId, firstReading, lastReading }: Home, period: UsagePeriod) {
  const { before, after } = neighboursOf(period)
  const link = (date: string) => ({
    href: usagePath(occupancyId, period.view, date),
    label: shortName(period, date),
  })
  const anchor = lastReading && lastReading < period.last ? lastReading : period.last
  return {
    views: usageViews.map((view) => ({
      href: usagePath(occupancyId, view, view === 'day' ? anchor : period.first),
      label: { day: 'Day', month: 'Month', year: 'Year' }[view],
      current: view === period.view,
    })),
    before: firstReading && firstReading <= before ? link(before) : undefined,
    after: lastReading && lastReading >= after ? link(after) : undefined,
  }
}

const shortName = ({ view }: UsagePeriod, date: string): string =>
  view === 'year'
    ? date.slice(0, 4)
    : formatDate(view === 'month' ? date.slice(0, 7) : date, view === 'month' ? 'month' : 'short-day')
