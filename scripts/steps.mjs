// The steps that turn a fresh clone into a running one, each skipped when it is done already. Plain JavaScript
// for Node 18, since the first of them is what brings the newer Node along.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Node 22 says of its own accord that running TypeScript is an experiment; nobody here needs to hear it. */
export const typescript = '--disable-warning=ExperimentalWarning'

const windows = process.platform === 'win32'

/** Everything runs from the project's folder, wherever it was called from. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

/** Ends the script with one sentence instead of a stack trace. */
export function fail(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

/**
 * Installs when a package that package-lock.json names is missing or has another version. Not `npm ci`: that
 * starts from nothing each time, and refuses where the registry lacks an optional package of another system.
 */
export function ensurePackages() {
  if (packagesAreThere()) return
  console.log('Installing packages (once; about a minute) ...')
  const flags = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const [command, args] = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, [process.env.npm_execpath, ...flags]]
    : ['npm', flags]
  // Prisma's engine isn't needed: migrations are applied by our own runner. Naming any file saves its download.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, NODE_ENV: 'development', ...process.env }
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: windows && command === 'npm', env })
  if (status !== 0) fail('The packages could not be installed: see above. Is the package registry reachable?')
}

function packagesAreThere() {
  const installed = 'node_modules/.package-lock.json'
  if (!existsSync(installed)) return false
  const packages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const have = packages(installed)
  return Object.entries(packages('package-lock.json')).every(
    // Optional ones may be for another system.
    ([path, wanted]) => !path || (have[path] ? have[path].version === wanted.version : wanted.optional),
  )
}

/** The path of a Node that runs TypeScript by itself: the one we are in, or the one npm installed. */
export function findNode() {
  const bundled = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')
  if (isNewEnough(process.versions.node)) return process.execPath
  const { stdout } = spawnSync(bundled, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  if (stdout && isNewEnough(stdout.trim())) return bundled
  return fail(
    `EnergyOS Consent needs Node 22.18 or newer; this is ${process.versions.node}, and npm could not bring one along for this machine. Install Node 24 from https://nodejs.org and try again.`,
  )
}

/** Whether this Node runs TypeScript without a flag: 22.18, 23.6 and later. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

/** Generates the Prisma client when the schema or Prisma itself has changed. Returns whether it went well. */
export function ensureClient(node) {
  const inputs = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']
  return once('node_modules/.cache/energyos/client', 'lib/db/generated/client.ts', inputs, () =>
    run(node, [bin('prisma'), 'generate'], {
      title: 'Generating the database client',
      env: {
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    }),
  )
}

/** Generates the types of the routes, which type-checking needs and running doesn't. */
export function ensureTypes(node) {
  return once('.next/energyos-types', 'next-env.d.ts', ['next.config.js', ...filesBelow('app')], () =>
    run(node, [bin('next'), 'typegen'], {
      title: 'Generating the types of the routes',
      env: { NEXT_TELEMETRY_DISABLED: '1' },
    }),
  )
}

/** Builds the pages when anything that goes into them has changed. Returns whether it went well. */
export function ensurePages(node) {
  const folders = ['app', 'components', 'lib', 'public'].filter(existsSync).flatMap(filesBelow)
  const files = readdirSync('.').filter((name) =>
    /^(middleware|instrumentation|next\.config|postcss\.config|package-lock)\./.test(name),
  )
  return once('.next/energyos-stamp', '.next/BUILD_ID', [...folders, ...files], () =>
    run(node, [bin('next'), 'build'], {
      title: 'Building the pages (once; about half a minute)',
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    }),
  )
}

/** Runs `work` unless `result` exists and the inputs are those of the last time it went well. */
function once(stamp, result, inputs, work) {
  const hash = createHash('sha256')
  for (const file of inputs.sort()) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  const digest = hash.digest('hex')
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return true
  rmSync(stamp, { force: true })
  if (!work()) return false
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
  return true
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesBelow(path) : /\.test\.tsx?$/.test(path) ? [] : [path]
  })
}

/** The file of a command that a package brings; run with our own Node, whichever the shell would pick. */
export function bin(command, name = command) {
  const entry = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).bin
  return join('node_modules', name, typeof entry === 'string' ? entry : entry[command])
}

/** Runs one program quietly: its output is shown only when it fails. Returns whether it went well. */
export function run(command, args, { title, env = {} }) {
  console.log(`${title} ...`)
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...env, ...process.env, ...pick(env, 'NODE_ENV') },
  })
  if (status !== 0) console.error(error ? String(error) : `${stdout}${stderr}`)
  return status === 0
}

const pick = (object, key) => (key in object ? { [key]: object[key] } : {})

/** Runs one program in full view. Returns whether it went well. */
export function show(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}

/** Becomes another program, as far as one can: same terminal, same signals, same exit code. */
export function hand(command, args) {
  const child = spawn(command, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm dies of a SIGTERM without a word to us; all we see is that our parent is another one.
  const parent = process.ppid
  const orphaned = () => process.ppid !== parent && child.kill('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(orphaned, 500).unref()
  child.once('error', (error) => fail(`${command} could not be run: ${error.message}`))
  child.once('exit', (code) => process.exit(code ?? 1))
}
