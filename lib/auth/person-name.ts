import { z } from 'zod'

/** No control characters, nothing that turns the direction of what comes after it, nothing that is no character. */
const printable = /^[^\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+$/u

/** A name as somebody writes it: any characters that a name may have (falsehoods about names are many). */
export const personName = z.string().trim().normalize('NFC').min(1).max(100).regex(printable)
