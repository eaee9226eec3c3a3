import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { singleton } from '../core/index.ts'
import { countMails } from '../mail/index.ts'

/** What Prometheus reads: the process' own numbers, and requests by group of routes (a URL may name a person). */
export const metrics = singleton('metrics', () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Counter({
      name: 'http_requests_total',
      help: 'Requests answered; status 499 when the caller left first',
      labelNames: ['group', 'method', 'status'],
      registers: [registry],
    }),
    seconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request to the end of its answer',
      labelNames: ['group'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    mails: new Gauge({
      name: 'mails',
      help: 'Messages of the last 30 days: waiting, sent, given up, or kept in a demo; the same from every process',
      labelNames: ['state'],
      registers: [registry],
      async collect() {
        this.reset()
        // Without the database the other numbers are still worth reading.
        const counts = await countMails().catch(() => new Map())
        for (const [state, count] of counts) this.set({ state }, count)
      },
    }),
  }
})
