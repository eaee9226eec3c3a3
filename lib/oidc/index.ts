export { oidcListener } from './provider.ts'
export { registrationListener } from './registration/app.ts'
export { startSweeper } from './sweep-expired.ts'
