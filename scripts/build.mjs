// npm run build: everything npm start would do, except start.
import { ensureClient, ensurePackages, ensurePages, fail, findNode } from './steps.mjs'

ensurePackages()
const node = findNode()
if (!ensureClient(node)) fail('The database client could not be generated.')
if (!ensurePages(node)) fail('The pages could not be built.')
console.log('Built.')
