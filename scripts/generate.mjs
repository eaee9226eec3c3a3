// npm run db:generate: the Prisma client and Next's types, which are made and not kept.
import { ensureClient, ensurePackages, ensureTypes, fail, findNode } from './steps.mjs'

ensurePackages()
const node = findNode()
if (!ensureClient(node)) fail('The database client could not be generated.')
if (!ensureTypes(node)) fail('The types of the routes could not be generated.')
