export interface NavItem {
  href: string
  label: string
  /** Marks the page that the reader is on */
  current?: boolean | undefined
}
