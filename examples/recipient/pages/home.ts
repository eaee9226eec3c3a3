import { html } from 'hono/html'
import type { Html } from '../chart.ts'
import { longDate } from '../dates.ts'
import { untilLimits } from '../energy-request.ts'
import { layout } from './layout.ts'

export interface HomeState {
  today: string
  /** Somebody who already shares may look at their data */
  connected: boolean
  /** Where the browser goes next */
  issuer: string
  /** A date that was sent and refused, and why */
  until?: string | undefined
  fault?: string | undefined
}

/** Says what Brightly would like, for how long, and leaves the rest to the consumer and their node. */
export const homePage = ({ today, connected, issuer, until, fault }: HomeState): Html => {
  const { min, max, usual } = untilLimits(today)
  return layout(
    fault ? 'Error: choose another date' : 'Find a tariff that fits your day',
    html`<div class="split">
<section class="hero">
  <h1>Find a tariff that fits your day</h1>
  <p class="lead">When you use electricity matters as much as how much. Share your readings and see them through a tariff adviser’s eyes.</p>
  <img class="picture" src="/day.svg" alt="" width="480" height="230">
  ${connected ? html`<p class="card note">You have shared with Brightly before. <a href="/data">See your data</a></p>` : ''}
</section>
<form class="card" method="post" action="/connect">
  <h2>What we’ll ask for</h2>
  <ul class="asks">
    <li><strong>Every half hour</strong> of your electricity use</li>
    <li><strong>12 months</strong> of history</li>
    <li><strong>Your area</strong> and the end of your meter number, so you can tell homes apart</li>
    <li><strong>Why:</strong> to compare tariffs, nothing else</li>
  </ul>
  <div class="field">
    <label for="until">Share until</label>
    <p class="hint" id="until-hint">Any day up to ${longDate(max)}. You can stop earlier whenever you like.</p>
    ${fault ? html`<p class="fault" id="until-fault"><strong>There is a problem.</strong> ${fault}</p>` : ''}
    <input id="until" name="until" type="date" required min="${min}" max="${max}" value="${until ?? usual}"
      aria-describedby="until-hint${fault ? ' until-fault' : ''}"${fault ? html` aria-invalid="true"` : ''}>
  </div>
  <button type="submit">Share my energy data with Brightly</button>
  <p class="hint">Next you go to <strong>${new URL(issuer).host}</strong>. You sign in and decide there. Brightly never sees your password.</p>
</form>
</div>`,
  )
}
