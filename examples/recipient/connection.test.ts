import { Configuration, customFetch, getDPoPHandle, PrivateKeyJwt, randomDPoPKeyPair } from 'openid-client'
import { describe, expect, it } from 'vitest'
import { type Connection, keepTokens, read, refreshConnection, SharingStopped } from './connection.ts'
import { today } from './dates.ts'
import { energyRequest } from './energy-request.ts'

const issuer = 'https://node.test'
const url = new URL(`${issuer}/energy/v1/supply-points`)
const asked = energyRequest(today(), today())
const refused = () =>
  new Response(null, { status: 401, headers: { 'www-authenticate': 'DPoP error="invalid_token"' } })
const fresh = { access_token: 'fresh', token_type: 'DPoP', expires_in: 300 }

/** A connection to a node that answers with `api` and `token`; `calls` are the paths it was called at. */
async function connect(api: (authorization: string | undefined) => Response, token: () => Response) {
  const calls: string[] = []
  const { privateKey } = await randomDPoPKeyPair('ES256')
  const config = new Configuration(
    { issuer, token_endpoint: `${issuer}/oauth/token` },
    'brightly',
    undefined,
    PrivateKeyJwt(privateKey),
  )
  config[customFetch] = async (address, { headers }) => {
    calls.push(new URL(address).pathname)
    return address.endsWith('/token') ? token() : api(headers.authorization)
  }
  const dpop = getDPoPHandle(config, await randomDPoPKeyPair('ES256'))
  const connection: Connection = {
    asked,
    granted: asked,
    dpop,
    tokens: { access: 'stale', refresh: 'refresh' },
  }
  return { calls, config, connection }
}

const onlyFresh = (authorization?: string) => (authorization === 'DPoP fresh' ? Response.json({}) : refused())

describe('reading', () => {
  it('refreshes a token that is no longer accepted, once, and reads again', async () => {
    const { calls, config, connection } = await connect(onlyFresh, () => Response.json(fresh))
    expect((await read(config, connection, url, new Headers())).status).toBe(200)
    expect(calls).toEqual(['/energy/v1/supply-points', '/oauth/token', '/energy/v1/supply-points'])
    expect(connection.tokens).toEqual({ access: 'fresh', refresh: 'refresh' })
  })

  it('does not go round in circles when the new token is refused too', async () => {
    const { calls, config, connection } = await connect(refused, () => Response.json(fresh))
    await expect(read(config, connection, url, new Headers())).rejects.toMatchObject({ status: 401 })
    expect(calls).toHaveLength(3)
  })

  it('forgets its tokens when sharing has stopped, and asks no more', async () => {
    const gone = () => Response.json({ error: 'invalid_grant' }, { status: 400 })
    const { calls, config, connection } = await connect(refused, gone)
    await expect(read(config, connection, url, new Headers())).rejects.toThrow(SharingStopped)
    expect(connection.tokens).toBeUndefined()
    await expect(read(config, connection, url, new Headers())).rejects.toMatchObject({ reason: 'stopped' })
    await expect(refreshConnection(config, connection)).rejects.toThrow(SharingStopped)
    expect(calls).toHaveLength(2)
  })

  it('keeps its tokens when the node is merely in trouble', async () => {
    const { config, connection } = await connect(refused, () =>
      Response.json({ error: 'server_error' }, { status: 500 }),
    )
    await expect(read(config, connection, url, new Headers())).rejects.toThrow()
    expect(connection.tokens?.refresh).toBe('refresh')
  })
})

describe('tokens', () => {
  it('are refused when anybody could use them', async () => {
    const { connection } = await connect(onlyFresh, refused)
    expect(() => keepTokens(connection, { access_token: 'a', token_type: 'bearer' })).toThrow('not bound')
  })

  it('bring a narrower grant with them', async () => {
    const { connection } = await connect(onlyFresh, refused)
    const narrower = { ...asked, datatypes: ['meter.electricity.daily'] }
    keepTokens(connection, { ...fresh, token_type: 'dpop', authorization_details: [narrower] })
    expect(connection.granted).toEqual(narrower)
    expect(connection.asked).toEqual(asked)
  })

  it('that ended with the agreed time are not blamed on the consumer', async () => {
    const { config, connection } = await connect(refused, refused)
    connection.tokens = undefined
    connection.granted = { ...asked, access: { until: '2020-01-01' } }
    await expect(read(config, connection, url, new Headers())).rejects.toMatchObject({ reason: 'over' })
  })
})
