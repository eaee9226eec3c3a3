import type { Home } from '#lib/energy/index.ts'

export const homeName = ({ address, postcode }: Pick<Home, 'address' | 'postcode'>): string =>
  `${address}, ${postcode}`

export const meterName = ({ fuel, mpanLast4 }: Pick<Home, 'fuel' | 'mpanLast4'>): string =>
  `${fuel === 'gas' ? 'Gas' : 'Electricity'} meter ending ${mpanLast4}`
