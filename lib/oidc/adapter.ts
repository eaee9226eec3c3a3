import type { Adapter } from 'oidc-provider'
import { AccessTokenAdapter } from './access-token-adapter.ts'
import { BackchannelRequestAdapter } from './backchannel/request-adapter.ts'
import { ClientAdapter } from './client-adapter.ts'
import { GrantAdapter } from './grant-adapter.ts'
import { NamedRowAdapter } from './named-row-adapter.ts'
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
    case 'BackchannelAuthenticationRequest':
      return new BackchannelRequestAdapter(model)
    case 'DeviceCode':
      return new NamedRowAdapter(model)
    case 'ReplayDetection':
      return new ReplayAdapter()
    default:
      return new RecordAdapter(model)
  }
}
