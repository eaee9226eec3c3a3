import { z } from 'zod'

const many = z.coerce.number().int().min(1).max(1_000_000)

/** How much is let through. The first three are for one process, and twice as much may come at once. */
export const limits = {
  /** Requests a second from one address, at the authorisation server and at the data API each */
  LIMIT_ADDRESS: many.default(200),
  /** Requests a second of one software product, at each of them (CDR's traffic thresholds: 50) */
  LIMIT_CLIENT: many.default(50),
  /** Requests a second from one address for the public ledger: whoever verifies reads all of it */
  LIMIT_LEDGER: many.default(500),
  /** Registrations of clients an hour from one address */
  LIMIT_REGISTRATION: many.default(60),
  /** Links by e-mail asked for in an hour from one place, for whatever addresses */
  LIMIT_LINKS: many.default(30),
  /** Wrong passwords from one place, for whatever accounts, before each next try has to wait */
  LIMIT_WRONG_PASSWORDS: many.default(30),
}
