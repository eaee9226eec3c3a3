/**
 * The made-up homes of the demo. `mpanBody` is the first twelve digits of an MPAN: a distributor id, then a number
 * starting with 99, which we have seen no distributor use. Dates are settlement dates.
 */
export const demoHomes = [
  {
    occupant: 'amara@demo.example',
    mpanBody: '139900000011',
    address: 'Flat 4, 17 Canal Row',
    postcode: 'LS1 4QP',
    gspGroup: '_M',
    movedIn: '2021-03-01',
    movedOut: '2024-09-01',
    profile: undefined,
  },
  {
    occupant: 'amara@demo.example',
    mpanBody: '129900000022',
    address: 'Flat 2, 88 Tidemill Lane',
    postcode: 'SE8 5RT',
    gspGroup: '_C',
    movedIn: '2024-09-01',
    movedOut: undefined,
    profile: 'allElectric',
  },
  {
    occupant: 'gareth@demo.example',
    mpanBody: '219900000033',
    address: '5 Heol y Gamlas',
    postcode: 'CF10 3WZ',
    gspGroup: '_K',
    movedIn: '2019-06-15',
    movedOut: undefined,
    profile: 'electricCar',
  },
] as const

/** How far back the demo's readings go. */
export const demoReadingDays = 400
