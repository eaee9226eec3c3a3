export { oidcListener } from './provider.ts'
export { startSweeper } from './sweep-expired.ts'
