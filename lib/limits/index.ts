export { RateLimited } from './rate-limited.ts'
export { placeOf, remoteAddress, tellAddress, toldAddress } from './remote-address.ts'
export { type Counted, takeTurn } from './take-turn.ts'
