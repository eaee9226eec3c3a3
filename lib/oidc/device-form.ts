import { z } from 'zod'

/** What a page of ours must send back to the library: its anti-forgery value, and the code where it is known. */
export interface DeviceForm {
  xsrf: string
  userCode: string | undefined
}

/** The cookie by which the library's page becomes one of ours. It is for `/device` alone and lives ten minutes. */
export const DEVICE_COOKIE = 'energyos-device'

/** As a person types it: letters, spaces and dashes in any case. What is no code at all is not carried along. */
const userCode = z.string().regex(/^[A-Za-z0-9 -]{1,20}$/)
const deviceForm = z.tuple([z.string().regex(/^[0-9a-f]{48}$/), userCode.optional()])

export const printDeviceForm = ({ xsrf, userCode: code }: DeviceForm): string =>
  [xsrf, ...(userCode.safeParse(code).data ? [code] : [])].join('.')

/** The inverse of `printDeviceForm`; undefined for anything else. */
export function parseDeviceForm(text: string | undefined): DeviceForm | undefined {
  const { data } = deviceForm.safeParse(text?.split('.'))
  return data && { xsrf: data[0], userCode: data[1] }
}
