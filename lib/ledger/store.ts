import { db } from '#lib/db/index.ts'
import { type Bundle, HASH_SIZE, TILE_WIDTH, type Tile, type TileContent } from '#lib/tlog/index.ts'
import type { Opening } from './commitment.ts'
import type { EventType } from './entry.ts'

/** A copy for Prisma, which wants bytes in a buffer of their own. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)

export interface NewEntry {
  type: EventType
  leaf: Uint8Array
  opening: Opening
}

/** Writes entries, their openings and their places in the queue, in one statement. No two leaves are alike: each is salted. */
export async function insertEntries(entries: readonly NewEntry[], appendedAt: Date): Promise<bigint[]> {
  const of = <T>(pick: (entry: NewEntry) => T): T[] => entries.map(pick)
  const rows = await db().$queryRaw<{ seq: bigint }[]>`
    with given as (
      select * from unnest(${of(({ type }) => type)}::text[], ${of(({ leaf }) => own(leaf))}::bytea[],
                           ${of(({ opening }) => own(opening.salt))}::bytea[],
                           ${of(({ opening }) => JSON.stringify(opening.privatePart))}::text[])
                    with ordinality as g (type, leaf, salt, private, ordinal)
    ), entry as (
      insert into ledger_entry (type, leaf, appended_at)
      select type, leaf, ${appendedAt} from given order by ordinal returning seq, leaf
    ), opening as (
      insert into ledger_opening (entry_seq, salt, private)
      select seq, salt, private::jsonb from entry join given using (leaf)
    ), pending as (
      insert into ledger_pending (entry_seq) select seq from entry
    )
    select seq from entry order by seq`
  return rows.map(({ seq }) => seq)
}

/** Takes the one sequencer's place until the transaction ends; false when somebody else has it. */
export async function lockSequencer(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('ledger-sequencer')) as locked`
  return row?.locked === true
}

/** Whether there is anything to sequence, or no checkpoint yet. */
export async function hasWork(): Promise<boolean> {
  const [row] = await db().$queryRaw<{ work: boolean }[]>`
    select exists (select from ledger_pending) or not exists (select from ledger_checkpoint) as work`
  return row?.work === true
}

/** The newest entry that waits. */
export const findLastPending = (): Promise<{ entrySeq: bigint } | null> =>
  db().ledgerPending.findFirst({ orderBy: { entrySeq: 'desc' }, select: { entrySeq: true } })

export const isPending = async (entrySeq: bigint): Promise<boolean> =>
  (await db().ledgerPending.count({ where: { entrySeq } })) > 0

export interface PendingEntry {
  seq: bigint
  leaf: Uint8Array
}

/** The entries that have waited longest. */
export const listPending = (limit: number): Promise<PendingEntry[]> =>
  db().$queryRaw<PendingEntry[]>`
    select e.seq, e.leaf from ledger_pending p join ledger_entry e on e.seq = p.entry_seq order by e.seq limit ${limit}`

/** Gives entries their place: `first`, `first` + 1, ... The database refuses a place or an entry taken twice. */
export async function insertLeaves(
  first: bigint,
  entries: readonly PendingEntry[],
  hashes: readonly Uint8Array[],
) {
  const seqs = entries.map(({ seq }) => seq)
  await db().$executeRaw`
    insert into ledger_leaf (index, entry_seq, leaf_hash)
    select ${first}::bigint + ordinal - 1, seq, hash
    from unnest(${seqs}::bigint[], ${hashes.map(own)}::bytea[]) with ordinality as leaf (seq, hash, ordinal)`
}

export async function deletePending(entries: readonly PendingEntry[]): Promise<void> {
  await db()
    .$executeRaw`delete from ledger_pending where entry_seq = any(${entries.map(({ seq }) => seq)}::bigint[])`
}

/** Writes tiles whole, each over its narrower self. */
export async function writeTiles(tiles: readonly TileContent[]): Promise<void> {
  const of = <T>(pick: (tile: TileContent) => T): T[] => tiles.map(pick)
  await db().$executeRaw`
    insert into ledger_tile (level, n, hashes)
    select * from unnest(${of((t) => t.level)}::smallint[], ${of((t) => t.n)}::bigint[], ${of((t) => own(t.hashes))}::bytea[])
    on conflict (level, n) do update set hashes = excluded.hashes`
}

/** The hashes of tiles, each cut to the width asked; undefined where there aren't as many. */
export async function readTiles(tiles: readonly Tile[]): Promise<(Uint8Array | undefined)[]> {
  if (tiles.length === 0) return []
  const rows = await db().$queryRaw<TileContent[]>`
    select level, n, hashes from ledger_tile
    where (level, n) in (select * from unnest(${tiles.map((t) => t.level)}::smallint[], ${tiles.map((t) => t.n)}::bigint[]))`
  const found = new Map(rows.map(({ level, n, hashes }) => [`${level}/${n}`, hashes]))
  return tiles.map(({ level, n, width }) => {
    const hashes = found.get(`${level}/${n}`)?.subarray(0, width * HASH_SIZE)
    return hashes?.length === width * HASH_SIZE ? hashes : undefined
  })
}

/** The entries of a bundle; undefined when there aren't as many. */
export async function readBundle({ n, width }: Bundle): Promise<Uint8Array[] | undefined> {
  const first = n * BigInt(TILE_WIDTH)
  const rows = await db().$queryRaw<{ leaf: Uint8Array }[]>`
    select e.leaf from ledger_leaf l join ledger_entry e on e.seq = l.entry_seq
    where l.index >= ${first} and l.index < ${first + BigInt(width)} order by l.index`
  return rows.length === width ? rows.map(({ leaf }) => leaf) : undefined
}

export interface StoredCheckpoint {
  size: bigint
  root: Uint8Array
  /** The signed note */
  note: string
  signedAt: Date
}

/** The latest checkpoint; null before the sequencer first ran. */
export const findCheckpoint = (): Promise<StoredCheckpoint | null> =>
  db().ledgerCheckpoint.findFirst({
    orderBy: { size: 'desc' },
    select: { size: true, root: true, note: true, signedAt: true },
  })

export async function insertCheckpoint({ size, root, note, signedAt }: StoredCheckpoint): Promise<void> {
  await db().ledgerCheckpoint.create({
    data: { size, root: own(root), note, signedAt },
    select: { size: true },
  })
}

export interface EntryRow {
  index: bigint
  seq: bigint
  leaf: Uint8Array
  leafHash: Uint8Array
  appendedAt: Date
}

/** Sequenced entries below `before`, newest first; of one kind when `type` is given. */
export const listLeaves = (before: bigint, limit: number, type: EventType | null): Promise<EntryRow[]> =>
  db().$queryRaw<EntryRow[]>`
    select l.index, e.seq, e.leaf, l.leaf_hash as "leafHash", e.appended_at as "appendedAt"
    from ledger_leaf l join ledger_entry e on e.seq = l.entry_seq
    where l.index < ${before} and (${type}::text is null or e.type = ${type})
    order by l.index desc limit ${limit}`

/** Removes salts and private parts that name this account. Returns how many. */
export const deleteOpenings = (account: string): Promise<number> =>
  db().$executeRaw`delete from ledger_opening where private @> ${JSON.stringify({ account })}::jsonb`

/** The entries that name this arrangement, oldest first; `index` is null until they are sequenced. */
export const findByArrangement = (
  arrangement: string,
): Promise<{ index: bigint | null; leaf: Uint8Array; appendedAt: Date }[]> =>
  db().$queryRaw`
    select l.index, e.leaf, e.appended_at as "appendedAt"
    from ledger_entry e left join ledger_leaf l on l.entry_seq = e.seq
    where entry_arrangement(e.leaf) = ${arrangement} and e.type like 'consent.%' order by e.seq`

/** What we keep of the entries about this account, oldest first. */
export const findOpenings = (
  account: string,
): Promise<{ index: bigint | null; leaf: Uint8Array; salt: Uint8Array; private: unknown }[]> =>
  db().$queryRaw`
    select l.index, e.leaf, o.salt, o.private
    from ledger_opening o join ledger_entry e on e.seq = o.entry_seq left join ledger_leaf l on l.entry_seq = e.seq
    where o.private @> ${JSON.stringify({ account })}::jsonb order by e.seq`
