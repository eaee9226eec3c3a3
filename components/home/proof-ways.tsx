import { LinkButton } from '#components/ui/index.ts'
import type { Method } from '#lib/occupancy/index.ts'

interface Way {
  title: string
  text: string
  action: string
}

/** What a person reads about each way to prove it. */
const ways: Record<Method, Way> = {
  'meter-reading': {
    title: 'Type the reading on your meter',
    text: 'Takes a minute, if you can get to your meter. Shows that you are in the home.',
    action: 'Type the reading',
  },
  letter: {
    title: 'Get a letter with a code',
    text: 'We send a letter to this home. Its code works for 14 days. Shows that you are in the home.',
    action: 'Use a letter',
  },
  holder: {
    title: 'Ask your energy supplier',
    text: 'Your supplier confirms that the account is yours. On its own it opens days and months only.',
    action: 'Ask your supplier',
  },
}

/** The ways to prove that somebody lives in a home that work here, and one for who can use none of them. */
export function ProofWays({
  home,
  methods,
  phone,
}: {
  home: string
  methods: readonly Method[]
  phone: string
}) {
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {methods.map((method) => (
          <li key={method} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
            <div className="min-w-0 flex-1 basis-64">
              <h3 className="text-h3">{ways[method].title}</h3>
              <p className="text-muted">{ways[method].text}</p>
            </div>
            <LinkButton href={`/homes/${home}/prove/${method}`} variant="quiet">
              {ways[method].action}
            </LinkButton>
          </li>
        ))}
      </ul>
      <p>None of these works for you, or we got it wrong? Call {phone}. A person will look at it with you.</p>
    </>
  )
}
