import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { cookies, headers } from 'next/headers'
import { env } from '#lib/env.ts'
import type { Browser } from './decide-request.ts'
import { DEVICE_COOKIE, type DeviceForm, parseDeviceForm } from './device-form.ts'

export { allowWaiting, refuseWaiting, rejectWaiting } from './backchannel/decide-waiting.ts'
export { listWaitingRequests, readWaitingRequest } from './backchannel/waiting-request.ts'
export {
  allowRequest,
  type Browser,
  confirmSignIn,
  mustSignInAgain,
  type PendingRequest,
  readPendingRequest,
  refuseRequest,
  rejectRequest,
} from './decide-request.ts'
export { endOtherProviderSessions, endProviderSession } from './end-session.ts'
export { findDeviceRequest } from './find-device-request.ts'
export { isOver } from './grant-management.ts'
export { forgetLogoutRequest, readLogoutRequest } from './logout-request.ts'

/** This request's browser. The library reads cookies from a Node request; a server component has headers only, so we make one. */
export async function currentBrowser(): Promise<Browser> {
  const given = await headers()
  const req = new IncomingMessage(new Socket())
  req.headers = { cookie: given.get('cookie') ?? '', host: new URL(env().issuer).host }
  if (env().issuer.startsWith('https:')) req.headers['x-forwarded-proto'] = 'https'
  return { req, res: new ServerResponse(req) }
}

/** The form that the device flow waits for in this browser. */
export async function currentDeviceForm(): Promise<DeviceForm | undefined> {
  return parseDeviceForm((await cookies()).get(DEVICE_COOKIE)?.value)
}
