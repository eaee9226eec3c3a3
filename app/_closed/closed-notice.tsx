import { Notice } from '#components/ui/index.ts'
import type { Home } from '#lib/energy/index.ts'

/** Says to who recovered their account what is closed, and how it opens again. Nothing where no home is closed. */
export function ClosedNotice({ homes }: { homes: Home[] }) {
  if (!homes.some(({ closed }) => closed)) return null
  return (
    <Notice kind="caution" title="Your energy data is closed for now">
      <p>
        You got back into your account with an email link. To keep your data safe, show again that you live at
        your home. Then you can see your data and share it.
      </p>
      <p>
        <a href="/homes">Show that you live there</a>
      </p>
      <p>What you share already goes on, and you can stop it at any time.</p>
    </Notice>
  )
}
