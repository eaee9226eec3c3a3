// npm start, npm run dev: from a fresh clone to a running server, with nothing installed but Node and npm.
import {
  ensureClient,
  ensurePackages,
  ensurePages,
  fail,
  findNode,
  hand,
  show,
  typescript,
} from './steps.mjs'

const dev = process.argv.includes('--dev')

ensurePackages()
const node = findNode()
if (!ensureClient(node)) fail('The database client could not be generated.')
// A second start, or a wrong setting, is noticed before the pages of a running server are rebuilt.
if (!show(node, [typescript, 'scripts/check.ts'])) process.exit(1)
if (!dev && !ensurePages(node)) fail('The pages could not be built.')
hand(node, [typescript, 'server.ts', ...process.argv.slice(2)])
