import { html } from 'hono/html'
import type { Html } from '../chart.ts'
import type { Explanation } from '../explanations.ts'
import { layout } from './layout.ts'

/** One thing to say, one way on. */
export const messagePage = ({ heading, text, next, status, code }: Explanation): Html =>
  layout(
    heading,
    html`<section class="card message">
  <h1>${heading}</h1>
  <p>${text}</p>
  <p><a class="button" href="${next.href}">${next.label}</a></p>
  ${status >= 400 ? html`<p class="hint">If you call us, mention “${code}”.</p>` : ''}
</section>`,
  )
