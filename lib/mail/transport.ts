import { createTransport } from 'nodemailer'
import { env } from '#lib/env.ts'
import type { RenderedMail } from './render-message.ts'

export interface OutgoingMail extends RenderedMail {
  id: string
  to: string
}

export type SendMail = (mail: OutgoingMail) => Promise<void>

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** The mail server that the operator named: encrypted, unless it is on this machine. */
export function openTransport(): { send: SendMail; close(): void } | undefined {
  const { mail, issuer } = env()
  if (!mail) return undefined
  const transport = createTransport({
    url: mail.smtpUrl,
    pool: true,
    maxConnections: 2,
    requireTLS: !loopback.test(new URL(mail.smtpUrl).hostname),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ id, to, subject, text, html }) => {
      await transport.sendMail({
        from: mail.from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        // The same at each attempt, so that what was sent twice can be told.
        messageId: `<${id}@${new URL(issuer).hostname}>`,
        // Nobody's holiday answer should come back (RFC 3834 section 5).
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })
    },
    close: () => transport.close(),
  }
}
