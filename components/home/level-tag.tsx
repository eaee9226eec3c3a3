import { Tag } from '#components/ui/index.ts'
import type { Home } from '#lib/energy/index.ts'

type Look = { words: string; tone: 'positive' | 'caution' | 'neutral'; mark: 'full' | 'half' | 'ring' }

const looks: Record<Home['level'], Look> = {
  0: { words: 'Not proved yet', tone: 'caution', mark: 'ring' },
  1: { words: 'Partly proved', tone: 'caution', mark: 'half' },
  2: { words: 'Proved', tone: 'positive', mark: 'full' },
  3: { words: 'Fully proved', tone: 'positive', mark: 'full' },
}

/** How well it is proved that somebody lives there. */
export function LevelTag({ home: { level, lived, held } }: { home: Pick<Home, 'level' | 'lived' | 'held'> }) {
  if (held) {
    return (
      <Tag tone="caution" mark="bars">
        On hold
      </Tag>
    )
  }
  if (lived === 'before') {
    return (
      <Tag tone="neutral" mark="ring">
        You moved out
      </Tag>
    )
  }
  const { words, ...look } = looks[level]
  return <Tag {...look}>{words}</Tag>
}
