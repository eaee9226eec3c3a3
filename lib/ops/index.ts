export { logger } from './logger.ts'
export { opsListener } from './ops-listener.ts'
export { reportError } from './report-error.ts'
