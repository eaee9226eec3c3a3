import type { Metadata } from 'next'
import { productTransitions, showProduct } from '#lib/register/index.ts'
import { statusPage } from '../../../../status-page.tsx'

export const metadata: Metadata = { title: 'Change the status' }

export default statusPage(
  'product',
  productTransitions,
  async (actor, id) => (await showProduct(actor, id))?.product,
)
