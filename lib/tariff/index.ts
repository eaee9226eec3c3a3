export { type Cost, type CostLine, costOf } from './cost.ts'
export { forgetTariff, keepTariff } from './keep-tariff.ts'
export { writePrice } from './price.ts'
export {
  readTariff,
  type TariffFaults,
  type TypedTariff,
  tariffForm,
  writeTariff,
} from './read-tariff.ts'
export { showTariffs } from './show-tariffs.ts'
export { type Band, type Tariff, type TariffSlot, tariffSlots, VAT_PERCENT } from './tariff.ts'
