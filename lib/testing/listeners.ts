import type { RequestListener } from 'node:http'

/** What a node answers to programs: authorisation server, data API, ledger and register, by path. */
export async function nodeListener(): Promise<RequestListener> {
  const { oidcListener, registrationListener } = await import('#lib/oidc/index.ts')
  const { apiListener } = await import('#lib/api/index.ts')
  const { ledgerListener } = await import('#lib/ledger/index.ts')
  const { registerKeysListener } = await import('#lib/register/index.ts')
  const routes: [RegExp, RequestListener][] = [
    [/^\/(energy|oauth\/grants)\/|protected-resource/, apiListener()],
    [/^\/oauth\/register/, registrationListener()],
    [/^\/register\/jwks\.json/, registerKeysListener(console.error)],
    [/^\/log\//, ledgerListener()],
    [/^/, oidcListener()],
  ]
  return (req, res) => routes.find(([path]) => path.test(req.url ?? '/'))?.[1](req, res)
}
