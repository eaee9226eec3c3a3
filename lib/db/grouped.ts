import { setImmediate as endOfTurn } from 'node:timers/promises'
import { inTransaction } from './transaction.ts'

const MOST = 500

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Makes a question about one out of a question about many, so that all who ask at the same moment share a statement
 * and its commit: whoever comes while one is under way waits for the next. Nobody gets an answer that was read before
 * they asked. `run` answers in the order of its items, all or nothing; when it fails each is asked about by itself,
 * so that nobody fails for another's sake. Inside a transaction nothing is shared.
 */
export function grouped<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let running = false

  async function drain(): Promise<void> {
    if (running) return
    running = true
    while (waiting.length) {
      await endOfTurn()
      await answer(waiting.splice(0, MOST), run)
    }
    running = false
  }

  const alone = async (item: Item): Promise<Result> => only(await run([item]))
  return (item) => {
    if (inTransaction()) return alone(item)
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      void drain()
    })
  }
}

/** Never rejects: those who wait are told. */
async function answer<Item, Result>(
  group: Waiting<Item, Result>[],
  run: (items: Item[]) => Promise<Result[]>,
): Promise<void> {
  try {
    const results = await run(group.map(({ item }) => item))
    for (const [i, { resolve }] of group.entries()) resolve(results[i] as Result)
  } catch (error) {
    if (group.length === 1) return group[0]?.reject(error)
    await Promise.all(group.map((one) => answer([one], run)))
  }
}

const only = <Result>(results: Result[]): Result => results[0] as Result
