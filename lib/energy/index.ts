export { addSupplyPoint, type NewSupplyPoint } from './add-supply-point.ts'
export { generateCharging } from './charging/generate-demo-charging.ts'
export { importEv } from './charging/import-ev.ts'
export { listCharging } from './charging/list-charging.ts'
export type { ChargingRow, ChargingSession } from './charging/session.ts'
export { upsertSessions } from './charging/store.ts'
export { type Device, type DeviceKind, deviceKinds } from './device/device.ts'
export { linkDevice } from './device/link-device.ts'
export { listDevices } from './device/list-devices.ts'
export { releaseDevice } from './device/release-device.ts'
export {
  type Download,
  type DownloadRequest,
  downloadFormats,
  downloadUsage,
} from './download/download-usage.ts'
export { type EncodedSeries, encodeSeries } from './encode-series.ts'
export { type EndOccupancyInput, endOccupancy } from './end-occupancy.ts'
export { demoProfiles, type GenerateInput, generateReadings, type Profile } from './generate-demo-readings.ts'
export { generateHeatPump } from './heat-pump/generate-demo-heat-pump.ts'
export { copTenths, type HeatPumpDay, type HeatPumpRow, sumHeatPump } from './heat-pump/heat-pump-day.ts'
export { importHeatPump } from './heat-pump/import-heat-pump.ts'
export { listHeatPumpDays } from './heat-pump/list-heat-pump-days.ts'
export { upsertHeatPumpDays } from './heat-pump/store.ts'
export { type ImportOptions, importLcl } from './import-lcl.ts'
export type { RecordReport } from './import-records.ts'
export { formatReport, type ImportReport } from './import-report.ts'
export { type Level, levels, narrowedTo, opensGranularity, opensPermission } from './level.ts'
export { findOccupant, linkOccupant } from './link-occupant.ts'
export { type Home, listHomes } from './list-homes.ts'
export { formatMpan, type Mpan, makeMpan, maskMpan, mpanLast4, parseMpan } from './mpan.ts'
export { makeMprn } from './mprn.ts'
export {
  anySensitive,
  coarserOrEqual,
  coarserThan,
  finestUsage,
  granularitiesOf,
  granularityOf,
  implies,
  isPermission,
  type Permission,
  type PermissionId,
  permissions,
} from './permission.ts'
export { parsePostcode } from './postcode.ts'
export { proveOccupancy } from './prove-occupancy.ts'
export { type RegisterRead, readRegister } from './read-register.ts'
export { type Granularity, granularities, type ReadingSeries, readSeries } from './read-series.ts'
export { NO_READING, packDay, unpackDay } from './reading-day.ts'
export type { ReadingWindow, StoredReadings } from './reading-window.ts'
export {
  clockSlots,
  monthAfter,
  type SettlementDay,
  settlementDateOf,
  settlementDayAfter,
  settlementDayStart,
  settlementDays,
  settlementMonthStart,
  TIME_ZONE,
} from './settlement-day.ts'
export { shortenOccupancy } from './shorten-occupancy.ts'
export { showReadings } from './show-readings.ts'
export { proofEnds, type StartOccupancyInput, startOccupancy } from './start-occupancy.ts'
export { findBySourceRef } from './store.ts'
export { formatSupplyNumber, type NumberKind, parseSupplyNumber, type SupplyNumber } from './supply-number.ts'
export type { Fuel, Occupancy, OccupancyLevel, SupplyPoint } from './supply-point.ts'
export { opensUsage } from './usage/opens-usage.ts'
export { neighboursOf, type UsagePeriod, type UsageView, usagePeriod, usageViews } from './usage/period.ts'
export { previewUsage, type UsagePreview } from './usage/preview-usage.ts'
export { showUsage } from './usage/show-usage.ts'
export { onTheClock, toUsageMonths, type UsageDay, type UsageMonth } from './usage/usage-day.ts'
export { DAY_MS, HALF_HOUR_MS, isoInstant } from './utc-day.ts'
export { type ReadingRow, type WriteCounts, writeReadings } from './write-readings.ts'
