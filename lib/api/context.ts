import type { Context } from 'hono'
import type { Circumstances, Holder } from '#lib/disclosure/index.ts'
import type { RecognisedProduct } from '#lib/register/index.ts'

export interface ApiEnv {
  Variables: {
    interactionId: string
    circumstances: Circumstances
    holder: Holder
    product: RecognisedProduct
  }
}

export type ApiContext = Context<ApiEnv>
