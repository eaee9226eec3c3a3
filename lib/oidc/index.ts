export { oidcListener } from './provider.ts'
export { registrationListener } from './registration/app.ts'
export { releaseClient } from './registration/release-client.ts'
export { startSweeper } from './sweep-expired.ts'
