// Imports point down. A line says which nouns of lib a noun may import; everybody may import core and env.ts.
const nouns = {
  core: [],
  tlog: [],
  db: [],
  transport: [],
  keys: ['db'],
  limits: ['transport'],
  mail: ['keys', 'db'],
  ledger: ['tlog', 'keys', 'limits', 'db'],
  register: ['ledger', 'keys', 'db'],
  energy: ['ledger', 'db'],
  tariff: ['energy', 'db'],
  occupancy: ['energy', 'register', 'ledger', 'keys', 'db'],
  consent: ['register', 'energy', 'ledger', 'tlog', 'mail', 'keys', 'db'],
  tenancy: ['consent', 'occupancy', 'energy', 'register', 'ledger', 'db'],
  disclosure: ['consent', 'energy', 'register', 'ledger', 'db'],
  webhook: ['keys', 'db'],
  auth: ['ledger', 'keys', 'limits', 'mail', 'db'],
  ops: ['mail', 'transport', 'db'],
  http: ['auth', 'ops'],
  oidc: ['consent', 'energy', 'register', 'auth', 'keys', 'limits', 'ops', 'transport', 'db'],
  account: ['oidc', 'disclosure', 'consent', 'energy', 'ledger', 'mail', 'db'],
  api: [
    'tenancy',
    'disclosure',
    'energy',
    'consent',
    'register',
    'keys',
    'limits',
    'http',
    'ops',
    'transport',
  ],
}

const tests = '(\\.test\\.tsx?|(^|/)testing(-setup)?\\.ts)$|^lib/testing/'

const pointDown = Object.entries(nouns).map(([noun, below]) => ({
  name: `${noun}-points-down`,
  comment: `lib/${noun} may import ${['core', ...below].join(', ')}, and nothing else of lib.`,
  severity: 'error',
  from: { path: `^lib/${noun}/`, pathNot: tests },
  to: { path: '^lib/[^/]+/', pathNot: `^lib/(${[noun, 'core', ...below].join('|')})/` },
}))

export default {
  forbidden: [
    ...pointDown,
    {
      name: 'known-nouns-only',
      comment: 'A new folder of lib needs a line in the table above.',
      severity: 'error',
      from: {},
      to: { path: '^lib/[^/]+/', pathNot: `^lib/(${[...Object.keys(nouns), 'testing'].join('|')})/` },
    },
    {
      name: 'testing-for-tests',
      comment: 'What plays a browser, a recipient or a home is for tests alone.',
      severity: 'error',
      from: { pathNot: [tests, '^e2e/'] },
      to: { path: '^lib/testing/|(^|/)testing(-setup)?\\.ts$' },
    },
    {
      name: 'lib-below-everything',
      comment: 'lib knows neither pages nor components nor the server.',
      severity: 'error',
      from: { path: '^lib/', pathNot: tests },
      to: { path: '^(app|components|e2e|bench|scripts|prisma|examples)/|^server\\.ts$' },
    },
    {
      name: 'through-the-front-door',
      comment: "Another noun is reached through its index.ts. db's own parts are for those who start it.",
      severity: 'error',
      from: { path: '^lib/([^/]+)/', pathNot: tests },
      to: {
        path: '^lib/[^/]+/',
        pathNot: '^lib/$1/|^lib/[^/]+/index\\.ts$|^lib/core/|^lib/db/embedded\\.ts$',
      },
    },
    {
      name: 'pages-ask-verbs',
      comment:
        'A page asks a verb, never the database. (That within lib only stores query is a rule in biome.json.)',
      severity: 'error',
      from: { path: '^(app|components|middleware)', pathNot: tests },
      to: { path: '^lib/db/' },
    },
    {
      name: 'one-provider',
      comment: 'oidc-provider is known to lib/oidc alone; the benchmark compares us with it.',
      severity: 'error',
      from: { pathNot: '^lib/oidc/|^bench/token/' },
      to: { path: 'node_modules/oidc-provider/|^oidc-provider' },
    },
    {
      name: 'one-session-library',
      comment: 'next-auth is known to lib/auth and its route alone.',
      severity: 'error',
      from: { pathNot: '^(lib/auth|app/api/auth)/' },
      to: { path: 'node_modules/next-auth/|^next-auth' },
    },
    {
      name: 'no-framework-in-nouns',
      comment: 'What is true does not depend on how it is shown.',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/(auth|http)/|^lib/oidc/interaction\\.ts$' },
      to: { path: 'node_modules/(next|react|react-dom)/|^(next|react|react-dom)(/|$)' },
    },
    {
      name: 'components-only-show',
      comment:
        'A component takes types from lib, never a verb; core and tlog (proofs, checked in the browser) are pure.',
      severity: 'error',
      from: { path: '^components/', pathNot: tests },
      to: { path: '^lib/', pathNot: '^lib/(core|tlog)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'prisma-stops-at-the-store',
      comment: 'What Prisma generated is for lib/db; stores take its types from there.',
      severity: 'error',
      from: { pathNot: '^lib/db/' },
      to: { path: '^lib/db/generated/|node_modules/@prisma/' },
    },
    {
      name: 'recipient-on-its-own',
      comment: 'The example is a program of somebody else: it knows the wire and nothing of ours.',
      severity: 'error',
      from: { path: '^examples/', pathNot: tests },
      to: { path: '^(lib|app|components|prisma|scripts)/' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', 'lib/db/generated'] },
    exclude: { path: ['^\\.', '^node_modules/\\.', '^test-results/', 'tsconfig'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
