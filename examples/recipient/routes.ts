import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { authorisationServer } from './authorisation-server.ts'
import { finishConnection, startConnection } from './connect.ts'
import { refreshConnection } from './connection.ts'
import { isDate, today } from './dates.ts'
import { energyApi } from './energy-api.ts'
import { changeRequest, checkUntil, energyRequest } from './energy-request.ts'
import { AnswerMismatch } from './explain-error.ts'
import { dataPage } from './pages/data.ts'
import { homePage } from './pages/home.ts'
import { messagePage } from './pages/message.ts'
import { privacyPage } from './pages/privacy.ts'
import { readUsage } from './read-usage.ts'
import { reportError } from './report-error.ts'
import { browserSessions } from './session-cookie.ts'
import type { Settings } from './settings.ts'
import { readWebhook, WebhookRefused } from './webhook.ts'

/** The pages and what their forms do. What fails is thrown, and explained in one place. */
export function routes(settings: Settings): Hono {
  const { issuer, baseUrl } = settings
  const server = authorisationServer(settings)
  const sessions = browserSessions(baseUrl)
  const app = new Hono()

  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
  })

  app.get('/', (c) => {
    const connected = !!sessions.find(c)?.connection?.tokens
    return c.html(homePage({ today: today(), issuer, connected }))
  })

  app.get('/privacy', (c) => c.html(privacyPage()))

  app.post('/connect', async (c) => {
    const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)
    const until = typeof form.until === 'string' ? form.until : ''
    const fault = checkUntil(until, today())
    if (fault) return c.html(homePage({ today: today(), issuer, connected: false, until, fault }), 400)
    const { attempt, url } = await startConnection(await server(), settings, energyRequest(until, today()))
    sessions.replace(c, { connection: sessions.find(c)?.connection, attempt })
    return c.redirect(url.href, 303)
  })

  // What is shared now goes on until the consumer has agreed to the change, and if they don't.
  app.post('/change', async (c) => {
    const connection = sessions.find(c)?.connection
    if (!connection?.grantId) return c.redirect('/', 303)
    const asked = changeRequest(connection.granted, today())
    const { attempt, url } = await startConnection(await server(), settings, asked, connection.grantId)
    sessions.replace(c, { connection, attempt })
    return c.redirect(url.href, 303)
  })

  // Redirects in any case, so that no code stays in the address bar or goes on as a referrer.
  app.get('/callback', async (c) => {
    const session = sessions.find(c)
    const attempt = session?.attempt
    if (!session || !attempt) throw new AnswerMismatch()
    session.attempt = undefined
    const answer = new URL(`${baseUrl}/callback${new URL(c.req.url).search}`)
    try {
      sessions.replace(c, { connection: await finishConnection(await server(), settings, attempt, answer) })
      return c.redirect('/data', 303)
    } catch (error) {
      session.outcome = reportError('callback', error, attempt.grantId !== undefined)
      return c.redirect('/outcome', 303)
    }
  })

  app.get('/outcome', (c) => {
    const outcome = sessions.find(c)?.outcome
    return outcome ? c.html(messagePage(outcome), outcome.status) : c.redirect('/', 303)
  })

  app.get('/data', async (c) => {
    const connection = sessions.find(c)?.connection
    if (!connection) return c.redirect('/', 303)
    const { date, point } = c.req.query()
    const api = energyApi(await server(), connection, issuer, getConnInfo(c).remote.address ?? '127.0.0.1')
    const choice = { point, date: isDate(date) ? date : undefined }
    const usage = await readUsage(api, connection.granted, choice, today())
    return c.html(dataPage({ connection, usage, today: today(), issuer }))
  })

  app.post('/refresh', async (c) => {
    const connection = sessions.find(c)?.connection
    if (connection) await refreshConnection(await server(), connection)
    return c.redirect('/data', 303)
  })

  // We keep no readings, so a wish to delete them is granted with the tokens.
  app.post('/webhooks', async (c) => {
    try {
      const { type, data } = await readWebhook(issuer, c.req.raw.headers, await c.req.text())
      if (type === 'consent.revoked' || type === 'consent.expired') sessions.forgetGrant(data.arrangementId)
      return c.body(null, 204)
    } catch (error) {
      if (error instanceof WebhookRefused) return c.body(null, 401)
      throw error
    }
  })

  return app
}
