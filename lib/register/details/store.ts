import { db } from '#lib/db/index.ts'

export async function insertLogo(hash: string, png: Uint8Array): Promise<void> {
  await db().$executeRaw`
    insert into register_logo (hash, png) values (${hash}, ${Uint8Array.from(png)}) on conflict do nothing`
}

/** The bytes of a logo, by their SHA-256 in hex. */
export async function findLogo(hash: string): Promise<Uint8Array | undefined> {
  return (await db().registerLogo.findUnique({ where: { hash }, select: { png: true } }))?.png
}
