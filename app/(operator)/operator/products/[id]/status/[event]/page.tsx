import { productTransitions, showProduct } from '#lib/register/index.ts'
import { statusMetadata, statusPage } from '../../../../status-page.tsx'

export const generateMetadata = statusMetadata

export default statusPage(
  'product',
  productTransitions,
  async (actor, id) => (await showProduct(actor, id))?.product,
)
