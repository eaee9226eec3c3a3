import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { AppError } from '#lib/core/index.ts'

/** A file that can't be read, or not to its end. The message says why. */
export class UnreadableFile extends AppError {}

/**
 * The records of a CSV file, plain or gzip (told by its first bytes, not its name), as batches of fields. One record
 * for each line, blank ones too, so the n-th record is line n. Throws UnreadableFile when the bytes end early; whatever was
 * whole until then has been given, and half a line never is.
 */
export async function* readCsv(path: string): AsyncGenerator<string[][]> {
  const records: string[][] = []
  const parser = parse({
    bom: true,
    // Quotes mean nothing, so that a stray one cannot swallow the lines after it.
    quote: false,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: 1_048_576,
    on_record: (record: string[]) => {
      records.push(record)
      return null
    },
  })
  // Errors arrive by `settle` below; without a listener they would end the process as well.
  parser.on('error', () => undefined)
  for await (const chunk of openBytes(path)) {
    const failure = await settle((done) => parser.write(chunk, done))
    yield records.splice(0)
    if (failure) throw explain(failure)
  }
  const failure = await settle((done) => parser.end(done))
  yield records.splice(0)
  if (failure) throw explain(failure)
}

/** What `act` answers: an error, or nothing. */
function settle(act: (done: (error?: Error | null) => void) => void): Promise<Error | null | undefined> {
  return new Promise((resolve) => act(resolve))
}

async function* openBytes(path: string): AsyncGenerator<Buffer> {
  try {
    const start = await readStart(path)
    if (start.toString('latin1') === 'PK')
      throw new UnreadableFile('invalid', 'zip-file', 'This is a zip archive. Unpack it first.')
    if (start.equals(GZIP)) yield* unzip(path)
    else yield* createReadStream(path, CHUNKS)
  } catch (error) {
    throw explain(error)
  }
}

const GZIP = Buffer.from([0x1f, 0x8b])

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const CHUNKS = { highWaterMark: 262_144 }

/**
 * Unpacks a gzip file, but first reads it through: its checksum stands at the end, and damaged bytes can unpack to
 * readings that look right. Data that ends early passes here and fails where it ends.
 */
async function* unzip(path: string): AsyncGenerator<Buffer> {
  for await (const part of unzipUnchecked(path)) if (part === 'ends early') break
  for await (const part of unzipUnchecked(path)) {
    if (part === 'ends early')
      throw new UnreadableFile('invalid', 'gzip-cut-short', 'The gzip data ends early.')
    yield part
  }
}

async function* unzipUnchecked(path: string): AsyncGenerator<Buffer | 'ends early'> {
  const gunzip = createGunzip({ chunkSize: CHUNKS.highWaterMark })
  const file = createReadStream(path, CHUNKS)
  file.on('error', (error) => gunzip.destroy(error))
  try {
    yield* file.pipe(gunzip)
  } catch (error) {
    if (codeOf(error) !== 'Z_BUF_ERROR') throw error
    yield 'ends early'
  } finally {
    file.destroy()
  }
}

const sentences: Record<string, [reason: string, message: string]> = {
  ENOENT: ['no-such-file', 'There is no such file.'],
  EACCES: ['file-not-readable', 'The file may not be read by this user.'],
  EISDIR: ['file-not-readable', 'That is a folder, not a file.'],
  Z_DATA_ERROR: ['gzip-damaged', 'The gzip data is damaged.'],
  CSV_MAX_RECORD_SIZE: ['line-too-long', 'A line is longer than 1 MB.'],
}

function explain(error: unknown): unknown {
  const known = sentences[codeOf(error)]
  return known ? new UnreadableFile('invalid', ...known, codeOf(error)) : error
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
