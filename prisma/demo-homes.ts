import { type demoProfiles, formatSupplyNumber, makeMpan, makeMprn } from '#lib/energy/index.ts'

export interface DemoHome {
  /** E-mail address of who lives there; undefined: nobody does, so that it can be added */
  occupant: string | undefined
  fuel: 'electricity' | 'gas'
  /** Its number without the check digits */
  numberBody: string
  address: string
  postcode: string
  gspGroup: string
  movedIn?: string
  movedOut?: string | undefined
  profile: keyof typeof demoProfiles | undefined
}

/**
 * The made-up homes of the demo. Of electricity `numberBody` is the first twelve digits of an MPAN: a distributor id,
 * then a number starting with 99, which we have seen no distributor use. Dates are settlement dates.
 */
export const demoHomes: readonly DemoHome[] = [
  {
    occupant: 'amara@demo.example',
    fuel: 'electricity',
    numberBody: '139900000011',
    address: 'Flat 4, 17 Canal Row',
    postcode: 'LS1 4QP',
    gspGroup: '_M',
    movedIn: '2021-03-01',
    movedOut: '2024-09-01',
    profile: undefined,
  },
  {
    occupant: 'amara@demo.example',
    fuel: 'electricity',
    numberBody: '129900000022',
    address: 'Flat 2, 88 Tidemill Lane',
    postcode: 'SE8 5RT',
    gspGroup: '_C',
    movedIn: '2024-09-01',
    movedOut: undefined,
    profile: 'allElectric',
  },
  {
    occupant: 'gareth@demo.example',
    fuel: 'electricity',
    numberBody: '219900000033',
    address: '5 Heol y Gamlas',
    postcode: 'CF10 3WZ',
    gspGroup: '_K',
    movedIn: '2019-06-15',
    movedOut: undefined,
    profile: 'electricCar',
  },
  {
    occupant: undefined,
    fuel: 'electricity',
    numberBody: '229900000044',
    address: '14 Orchard Rise',
    postcode: 'BS6 9XT',
    gspGroup: '_L',
    profile: 'family',
  },
  {
    occupant: undefined,
    fuel: 'gas',
    numberBody: '99000044',
    address: '14 Orchard Rise',
    postcode: 'BS6 9XT',
    gspGroup: '_L',
    profile: undefined,
  },
]

/** Its whole number, as a bill prints it. */
export const demoNumberOf = ({ fuel, numberBody }: Pick<DemoHome, 'fuel' | 'numberBody'>): string =>
  fuel === 'gas'
    ? formatSupplyNumber('mprn', makeMprn(numberBody))
    : formatSupplyNumber('mpan', makeMpan(numberBody))

/** How far back the demo's readings go. */
export const demoReadingDays = 400
