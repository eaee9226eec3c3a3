// npm run db:migrate: applies what is missing of prisma/migrations, to DATABASE_URL or to the embedded database.
import { migrate } from '../lib/db/migrate.ts'
import { env } from '../lib/env.ts'
import { openDatabase } from '../lib/ops/open-database.ts'

try {
  const database = await openDatabase(env())
  const applied = await migrate(database.url).finally(database.stop)
  console.log(applied.length ? `Applied ${applied.join(', ')}.` : 'Nothing to apply.')
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
