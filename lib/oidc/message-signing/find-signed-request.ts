import { decodeProtectedHeader } from 'jose'
import { provider } from '../provider.ts'

/**
 * The signed request object that was pushed, exactly as it came, or undefined when the request wasn't signed:
 * of a plain one the library makes an object itself, without a signature.
 */
export async function findSignedRequest(parJti: string | undefined): Promise<string | undefined> {
  if (!parJti) return undefined
  const { PushedAuthorizationRequest } = await provider()
  const pushed = await PushedAuthorizationRequest.find(parJti, { ignoreExpiration: true })
  const object = pushed?.request
  return object && decodeProtectedHeader(object).alg !== 'none' ? object : undefined
}
