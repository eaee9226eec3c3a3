/** First stop of the keyboard; `<main id="main">` is in the root layout. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only bg-ink font-bold text-paper focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:px-4 focus:py-3"
    >
      Skip to main content
    </a>
  )
}
