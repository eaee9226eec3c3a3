import type { Adapter, AdapterPayload } from 'oidc-provider'

/** An adapter whose model has no other ways in than those that a subclass opens. */
export class RefusingAdapter implements Adapter {
  upsert(_id: string, _payload: AdapterPayload, _expiresIn?: number): Promise<void> {
    return refuse()
  }
  find(_id: string): Promise<AdapterPayload | undefined> {
    return refuse()
  }
  findByUid(_uid: string): Promise<AdapterPayload | undefined> {
    return refuse()
  }
  findByUserCode(_userCode: string): Promise<AdapterPayload | undefined> {
    return refuse()
  }
  consume(_id: string): Promise<void> {
    return refuse()
  }
  destroy(_id: string): Promise<void> {
    return refuse()
  }
  revokeByGrantId(_grantId: string): Promise<void> {
    return refuse()
  }
}

const refuse = (): Promise<never> => Promise.reject(new Error('This model does not work that way.'))
