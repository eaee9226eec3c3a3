import type { Adapter } from 'oidc-provider'
import { AccessTokenAdapter } from './access-token-adapter.ts'
import { ClientAdapter } from './client-adapter.ts'
import { DeviceCodeAdapter } from './device-code-adapter.ts'
import { GrantAdapter } from './grant-adapter.ts'
import { RecordAdapter } from './record-adapter.ts'
import { ReplayAdapter } from './replay-adapter.ts'

/** The adapter for each model (oidc-provider's `adapter` setting). */
export function adapterFor(model: string): Adapter {
  switch (model) {
    case 'AccessToken':
    case 'ClientCredentials':
      return new AccessTokenAdapter(model)
    case 'Client':
      return new ClientAdapter()
    case 'Grant':
      return new GrantAdapter(model)
    case 'DeviceCode':
      return new DeviceCodeAdapter(model)
    case 'ReplayDetection':
      return new ReplayAdapter()
    default:
      return new RecordAdapter(model)
  }
}
