export { startDelivery } from './deliver-notices.ts'
export { webhookKeysListener } from './serve-keys.ts'
