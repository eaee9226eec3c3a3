// Asked by npm start before it builds anything: are the settings sound, the files they name there, and the ports free?
import { env } from '../lib/env.ts'
import { checkPorts } from '../lib/ops/check-port.ts'
import { checkFiles } from '../lib/transport/index.ts'

try {
  checkFiles(env())
  await checkPorts(env())
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
