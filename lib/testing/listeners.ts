import type { RequestListener } from 'node:http'

/** What a node answers to programs: authorisation server, data API and ledger, by path. */
export async function nodeListener(): Promise<RequestListener> {
  const { oidcListener } = await import('#lib/oidc/index.ts')
  const { apiListener } = await import('#lib/api/index.ts')
  const { ledgerListener } = await import('#lib/ledger/index.ts')
  const [oidc, api, ledger] = [oidcListener(), apiListener(), ledgerListener()]
  return (req, res) => {
    const path = req.url ?? '/'
    if (path.startsWith('/energy/') || path.includes('protected-resource')) return api(req, res)
    return path.startsWith('/log/') ? ledger(req, res) : oidc(req, res)
  }
}
