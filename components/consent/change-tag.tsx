import { Tag } from '#components/ui/index.ts'
import type { Change } from '#lib/consent/index.ts'

/** What they would see more of is marked like a caution; what they would see less of, plainly. */
const tones: Record<Change['mark'], 'caution' | 'neutral'> = {
  new: 'caution',
  'more detail': 'caution',
  'further back': 'caution',
  longer: 'caution',
  'less detail': 'neutral',
  'less far back': 'neutral',
  shorter: 'neutral',
  'no longer shared': 'neutral',
}

/** How something differs from what stands, in words. */
export function ChangeTag({ mark }: Pick<Change, 'mark'>) {
  return (
    <Tag tone={tones[mark]} mark={tones[mark] === 'caution' ? 'full' : 'ring'}>
      {mark.charAt(0).toUpperCase() + mark.slice(1)}
    </Tag>
  )
}
