import type { NavItem } from '#components/ui/index.ts'

/** What else there is about one's account: in the order of how often it is wanted. */
const items: readonly (NavItem & { about: string })[] = [
  { href: '/account/notices', label: 'Messages', about: 'How often you hear whom you share with' },
  { href: '/account/export', label: 'Your data', about: 'Download everything that we keep about you' },
  { href: '/account/delete', label: 'Delete your account', about: 'End all sharing, and erase what we keep' },
]

/** Links to the pages about one's account, each with what it is for. */
export function AccountMenu() {
  return (
    <nav aria-label="Your account">
      <ul className="divide-y divide-line border-y border-line">
        {items.map(({ href, label, about }) => (
          <li key={href} className="py-2">
            <a href={href} className="inline-flex min-h-11 items-center font-bold">
              {label}
            </a>
            <p className="text-fine text-muted">{about}</p>
          </li>
        ))}
      </ul>
    </nav>
  )
}
