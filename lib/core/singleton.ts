/**
 * One instance per process, made on first use. The server and Next's bundles load `lib` separately,
 * so what has state lives on `globalThis` under a shared symbol.
 */
export function singleton<T>(name: string, make: () => T): () => T {
  const key = Symbol.for(`energyos.${name}`)
  const store = globalThis as unknown as Record<symbol, T | undefined>
  return () => {
    store[key] ??= make()
    return store[key]
  }
}
