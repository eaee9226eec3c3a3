import { Card, DateText, LinkButton, SummaryList } from '#components/ui/index.ts'
import type { Home } from '#lib/energy/index.ts'
import { homeName, meterName } from './home-name.ts'
import { LevelTag } from './level-tag.tsx'

/** One home in the list: a meter, since when, and how well it is proved. */
export function HomeCard({ home, devices }: { home: Home; devices: number }) {
  const href = `/homes/${home.occupancyId}`
  const name = `${homeName(home)}, ${meterName(home)}`
  return (
    <Card
      heading={homeName(home)}
      tag={<LevelTag home={home} />}
      actions={
        <>
          <LinkButton href={href} variant="quiet" small aria-label={`See details of ${name}`}>
            See details
          </LinkButton>
          {home.held && (
            <LinkButton href={href} small aria-label={`Do you still live there? ${name}`}>
              Do you still live there?
            </LinkButton>
          )}
          {home.level === 0 && !home.held && home.lived !== 'before' && (
            <LinkButton href={`${href}#prove`} small aria-label={`Prove that you live there: ${name}`}>
              Prove that you live there
            </LinkButton>
          )}
        </>
      }
    >
      <SummaryList
        rows={[
          { term: 'Meter', details: meterName(home) },
          { term: 'Moved in', details: <DateText date={home.startsAt} /> },
          ...(home.endsAt && !home.held
            ? [
                {
                  term: home.lived === 'before' ? 'Moved out' : 'Moving out',
                  details: <DateText date={home.endsAt} />,
                },
              ]
            : []),
          ...(devices > 0 ? [{ term: 'Devices', details: String(devices) }] : []),
        ]}
      />
    </Card>
  )
}
