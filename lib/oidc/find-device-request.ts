import { findProductByClientId, type SoftwareProduct } from '#lib/register/index.ts'
import { provider } from './provider.ts'

/** Whose device shows this code, while the code waits for an answer. */
export async function findDeviceRequest(userCode: string): Promise<SoftwareProduct | undefined> {
  const { DeviceCode } = await provider()
  const code = await DeviceCode.findByUserCode(userCode.replace(/\W/g, '').toUpperCase())
  return code?.clientId ? findProductByClientId(code.clientId) : undefined
}
