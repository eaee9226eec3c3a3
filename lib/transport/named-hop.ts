import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { singleton } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'

const proxies = singleton('trusted-proxies', () => {
  const list = new BlockList()
  for (const range of env().trustedProxies) {
    const [address = '', bits] = range.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
})

/** Whether a proxy that TRUSTED_PROXIES names holds the other end of the connection: its word on the caller is taken. */
export function comesFromNamedHop({ socket: { remoteAddress = '' } }: IncomingMessage): boolean {
  return isIP(remoteAddress) > 0 && proxies().check(remoteAddress, isIPv6(remoteAddress) ? 'ipv6' : 'ipv4')
}
