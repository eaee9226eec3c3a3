import { DayDial } from './day-dial.tsx'

/** Name and mark of the service: a day of 48 half hours round a clock. */
export function BrandMark() {
  return (
    <span className="flex items-center gap-3">
      <DayDial className="size-12 shrink-0" />
      <span className="text-h3 leading-none font-bold tracking-tight">
        EnergyOS <span className="block font-normal text-muted sm:inline">Consent</span>
      </span>
    </span>
  )
}
