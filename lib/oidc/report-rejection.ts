import type { AppError } from '#lib/core/index.ts'
import { logger } from '#lib/ops/index.ts'

/** Logs that a request was answered for the consumer, without a page. It says which app and why, never whom it asked. */
export const reportRejection = (clientId: unknown, { reason }: AppError): void =>
  logger().warn({ clientId, reason }, 'a request was not put to the consumer')
