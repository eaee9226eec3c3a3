/** Wrong answers for one home by one person in a day. */
export const TRIES = 5

/** Wrong answers for one meter by everybody in a day. */
export const TRIES_OF_METER = 20

/** Numbers that led to no home: of one person, and of one number whoever typed it, in a day. */
export const CLAIMS = 10
export const CLAIMS_OF_NUMBER = 20

/** How long a letter's code works, and how often it may be tried. */
export const LETTER_DAYS = 14
export const LETTER_TRIES = 5

/** Letters to one home in so many days. */
export const LETTERS = 3
export const LETTERS_DAYS = 30
