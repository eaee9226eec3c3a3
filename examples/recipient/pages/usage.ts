import { html } from 'hono/html'
import type { Html } from '../chart.ts'
import { monthName, monthStart, weekdayDate } from '../dates.ts'
import { dayChart, describeDay, halfHoursOf } from '../day.ts'
import type { Direction } from '../energy.ts'
import type { HalfHours } from '../energy-api.ts'
import { describeMonth, monthChart, monthDays } from '../month.ts'
import type { DateLimits, Usage } from '../read-usage.ts'
import { describeYear, yearChart } from '../year.ts'

/** A chart for each level of detail that is shared, each with its text. */
export function usageSections({ point, date, halfHours, days, months }: Usage, limits: DateLimits): Html {
  if (!point?.granularity)
    return section('Your readings', '', ['You don’t share any readings with Brightly.'])
  const { direction, granularity } = point
  if (granularity === 'P1M') {
    return section(
      'Your months',
      months?.length ? yearChart(months) : '',
      describeYear(months ?? [], direction),
    )
  }
  if (!date) return section('Your readings', '', ['There are no readings yet in the time you share.'])
  const month = monthDays(date, days ?? [], limits)
  const chart = days?.length ? monthChart(month) : ''
  return html`<div class="charts">
  ${granularity === 'PT30M' ? daySection(date, halfHours, direction) : ''}
  ${section(monthName(monthStart(date)), chart, describeMonth(month, direction))}
</div>`
}

function daySection(date: string, day: HalfHours | undefined, direction: Direction): Html {
  const halfHours = day ? halfHoursOf(day) : []
  return section(weekdayDate(date), day ? dayChart(date, halfHours) : '', describeDay(halfHours, direction))
}

const section = (
  heading: string,
  chart: Html | '',
  [first, ...rest]: string[],
): Html => html`<section class="card">
  <h2>${heading}</h2>
  ${chart}
  <p class="first">${first}</p>
  ${rest.map((sentence) => html`<p>${sentence}</p>`)}
</section>`
