import pino from 'pino'
import { singleton } from '../core/index.ts'
import { env } from '../env.ts'

/** Never in the log, whoever passes them: secrets and what identifies a person or a home. */
const hidden = [
  'authorization',
  'cookie',
  'dpop',
  'token',
  'password',
  'email',
  'mpan',
  'url',
  'headers',
  'body',
]

/** The program's own log: JSON lines on standard output. Say what happened, never to whom. */
export const logger = singleton('logger', () =>
  pino({
    level: env().logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
  }),
)
