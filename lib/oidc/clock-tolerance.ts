/**
 * How far ahead of ours another clock may be, in seconds. Up to 10 must be accepted and over 60 refused
 * (FAPI 2.0 5.3.2.1); at 10 we are as strict as that lets us be.
 */
export const CLOCK_TOLERANCE = 10
