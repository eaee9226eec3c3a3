/** Whole pence as pounds: "£6.41", "£1,204.00". */
export const formatPounds = (pence: number): string =>
  (pence / 100).toLocaleString('en-GB', { style: 'currency', currency: 'GBP' })
