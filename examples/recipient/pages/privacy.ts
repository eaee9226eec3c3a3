import { html } from 'hono/html'
import type { Html } from '../chart.ts'
import { layout } from './layout.ts'

/** What Brightly does with what it gets. The portal links here before the consumer decides. */
export const privacyPage = (): Html =>
  layout(
    'Privacy notice',
    html`<section class="card message">
  <h1>Privacy notice</h1>
  <p>Brightly Energy Advice Ltd (demo) is made up, and so are the people whose data it shows.</p>
  <h2>What we do with your readings</h2>
  <ul>
    <li>We read them when you look at a page here, and draw them for you.</li>
    <li>We pass them on to nobody.</li>
    <li>We keep none. Your connection is in our memory until this app is restarted, or you stop sharing.</li>
  </ul>
  <h2>Your choice</h2>
  <p>You can stop sharing in the portal where you allowed it. We can read nothing from then on.</p>
  <p><a class="button" href="/">Go to Brightly</a></p>
</section>`,
  )
