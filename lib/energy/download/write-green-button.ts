import { createHash } from 'node:crypto'
import { createCB } from 'xmlbuilder2'
import { now, type OccupancyId } from '#lib/core/index.ts'
import type { UsageDay } from '../usage/usage-day.ts'
import { HALF_HOUR_MS } from '../utc-day.ts'
import { halfHoursOf } from './half-hours.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
const ESPI = 'http://naesb.org/espi'

export interface GreenButtonHead {
  occupancyId: OccupancyId
  /** Of the feed; names no home and no full meter number */
  title: string
}

type Xml = ReturnType<typeof createCB>

/**
 * A Green Button file (NAESB REQ.21 ESPI 4.0): an Atom feed with a usage point, the clock of its place, a meter reading,
 * its type, and a block for each settlement day. Half hours without a reading are left out.
 */
export async function* writeGreenButton(
  head: GreenButtonHead,
  days: AsyncIterable<UsageDay>,
): AsyncGenerator<string> {
  const written: string[] = []
  const xml = createCB({ data: (chunk: string) => written.push(chunk) })
  const flush = (): string => written.splice(0).join('')
  writeHead(xml, head)
  yield flush()
  for await (const day of days) {
    if (day.readings === 0) continue
    writeBlock(xml, head, day)
    yield flush()
  }
  xml.up().end()
  yield flush()
}

/** Where each resource would be, after ESPI's own pattern: names that tie the entries of this file together. */
const usagePoint = 'UsagePoint/1'
const meterReading = `${usagePoint}/MeterReading/1`
const localTime = 'LocalTimeParameters/1'
const readingType = 'ReadingType/1'

function writeHead(xml: Xml, head: GreenButtonHead): void {
  xml.dec({ version: '1.0', encoding: 'UTF-8' }).ele(ATOM, 'feed')
  leaf(xml, ATOM, 'id', uuidOf(head, 'feed'))
  leaf(xml, ATOM, 'title', head.title)
  leaf(xml, ATOM, 'updated', now().toISOString())
  link(xml, 'self', 'Subscription/1')
  entry(xml, head, usagePoint, [meterReading, localTime], () => {
    xml.ele(ESPI, 'UsagePoint').ele(ESPI, 'ServiceCategory')
    leaf(xml, ESPI, 'kind', 0)
    xml.up().up()
  })
  entry(xml, head, localTime, [], () => object(xml, 'LocalTimeParameters', britishClock))
  entry(xml, head, meterReading, [`${meterReading}/IntervalBlock`, readingType], () => {
    xml.ele(ESPI, 'MeterReading').up()
  })
  entry(xml, head, readingType, [], () => object(xml, 'ReadingType', halfHourlyWh))
}

/** Summer time from the last Sunday of March at 1am to the last of October at 2am, by ESPI's bits (DstRuleType). */
const britishClock = { dstEndRule: 'AE0E2000', dstOffset: 3600, dstStartRule: '3E0E1000', tzOffset: 0 }

/** Energy taken from the grid in half hours, in Wh: delta data (4), electricity (1), normal (12), forward (1), energy (12). */
const halfHourlyWh = {
  accumulationBehaviour: 4,
  commodity: 1,
  currency: 826,
  dataQualifier: 12,
  flowDirection: 1,
  intervalLength: 1800,
  kind: 12,
  powerOfTenMultiplier: 0,
  uom: 72,
}

function writeBlock(xml: Xml, head: GreenButtonHead, day: UsageDay): void {
  const name = `${meterReading}/IntervalBlock/${day.settlementDate}`
  entry(xml, head, name, [], () => {
    xml.ele(ESPI, 'IntervalBlock')
    period(xml, 'interval', Date.parse(day.start), day.periods)
    for (const { startMs, wh } of halfHoursOf(day)) {
      if (wh === null) continue
      xml.ele(ESPI, 'IntervalReading')
      period(xml, 'timePeriod', startMs, 1)
      leaf(xml, ESPI, 'value', wh)
      xml.up()
    }
    xml.up()
  })
}

function entry(xml: Xml, head: GreenButtonHead, name: string, related: string[], content: () => void): void {
  xml.ele(ATOM, 'entry')
  leaf(xml, ATOM, 'id', uuidOf(head, name))
  link(xml, 'self', name)
  link(xml, 'up', name.slice(0, name.lastIndexOf('/')))
  for (const other of related) link(xml, 'related', other)
  leaf(xml, ATOM, 'title', name)
  xml.ele(ATOM, 'content')
  content()
  xml.up()
  leaf(xml, ATOM, 'published', now().toISOString())
  leaf(xml, ATOM, 'updated', now().toISOString())
  xml.up()
}

const leaf = (xml: Xml, namespace: string, name: string, value: string | number): void => {
  xml.ele(namespace, name).txt(String(value)).up()
}

const link = (xml: Xml, rel: string, name: string): void => {
  xml.ele(ATOM, 'link').att('rel', rel).att('href', `/espi/1_1/resource/${name}`).up()
}

function object(xml: Xml, name: string, members: Record<string, string | number>): void {
  xml.ele(ESPI, name)
  for (const [member, value] of Object.entries(members)) leaf(xml, ESPI, member, value)
  xml.up()
}

function period(xml: Xml, name: string, startMs: number, halfHours: number): void {
  xml.ele(ESPI, name)
  leaf(xml, ESPI, 'duration', (halfHours * HALF_HOUR_MS) / 1000)
  leaf(xml, ESPI, 'start', startMs / 1000)
  xml.up()
}

/** The same resource of the same home has the same id in every file (RFC 9562, version 8). Nobody can count back from it. */
function uuidOf({ occupancyId }: GreenButtonHead, name: string): string {
  const bytes = createHash('sha256').update(`green-button ${occupancyId} ${name}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`
}
