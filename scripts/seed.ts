// npm run db:seed: puts the demo in place, as npm start does; never in production.
import { seed } from '../prisma/seed.ts'
import { withDatabase } from './with-database.ts'

await withDatabase(async () => {
  await seed()
  console.log('The demo is in place, with readings up to yesterday.')
  return true
})
