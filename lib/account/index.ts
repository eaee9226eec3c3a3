export { eraseAccount, mustSignInToErase } from './erase-account.ts'
export { exportAccount } from './export-account.ts'
export { printCsv } from './print-csv.ts'
