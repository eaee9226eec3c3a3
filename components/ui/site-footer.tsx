import type { ReactNode } from 'react'
import type { NavItem } from './nav-item.ts'

export interface SiteFooterProps {
  /** How to reach help; WCAG 3.2.6 wants it in the same place on every page */
  help: ReactNode
  links?: readonly NavItem[] | undefined
  about?: ReactNode
}

export function SiteFooter({ help, links = [], about }: SiteFooterProps) {
  return (
    <footer className="page-width mt-auto pt-16 pb-10 text-fine">
      <div className="grid grid-cols-1 gap-6 border-t border-ink pt-6 sm:grid-cols-[1fr_auto]">
        <section aria-labelledby="footer-help" className="measure space-y-2">
          <h2 id="footer-help" className="text-h3">
            Help
          </h2>
          {help}
        </section>
        {links.length > 0 && <FooterLinks links={links} />}
      </div>
      {about && <div className="measure mt-6 text-muted">{about}</div>}
    </footer>
  )
}

function FooterLinks({ links }: { links: readonly NavItem[] }) {
  return (
    <nav aria-label="More">
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <a href={link.href} className="flex min-h-11 items-center">
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
