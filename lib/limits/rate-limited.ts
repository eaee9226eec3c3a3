import { AppError } from '#lib/core/index.ts'

/** Refused for now (429, RFC 6585 section 4). `retryAfter` is in whole seconds, for the header of that name. */
export class RateLimited extends AppError {
  readonly retryAfter: number

  constructor(seconds: number) {
    super('too_many', 'rate-limited', 'Too many requests. Wait as long as Retry-After says.')
    this.retryAfter = Math.max(1, Math.ceil(seconds))
  }
}
