import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Circumstances, Holder } from '#lib/disclosure/index.ts'

export interface ApiEnv {
  Bindings: HttpBindings
  Variables: { interactionId: string; circumstances: Circumstances; holder: Holder }
}

export type ApiContext = Context<ApiEnv>
