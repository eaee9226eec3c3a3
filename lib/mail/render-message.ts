import { html } from 'hono/html'
import { assert } from '#lib/core/index.ts'
import { env } from '#lib/env.ts'
import type { MailMessage, MailPart } from './message.ts'

/** A message as it leaves. */
export interface RenderedMail {
  subject: string
  text: string
  html: string
}

/** Both forms of a message, with the same words in the same order. */
export function renderMessage(message: MailMessage): RenderedMail {
  const parts = [...message.parts, ...closing()]
  return {
    subject: message.subject,
    text: [message.lead, ...parts.map(toText)].join('\n\n').concat('\n'),
    html: toPage(message, parts),
  }
}

/** What every message ends with: who wrote, how to stop without a browser, and what we never ask for. */
function closing(): MailPart[] {
  const { issuer, supportPhone, mode } = env()
  return [
    {
      kind: 'text',
      text: `From EnergyOS Consent at ${new URL(issuer).host}. To stop sharing without a browser, call ${supportPhone}.`,
    },
    { kind: 'text', text: 'We never ask for a password by email, by text or by phone.' },
    ...(mode === 'demo'
      ? [{ kind: 'text' as const, text: 'This is a demo. The people, companies and readings are made up.' }]
      : []),
  ]
}

/** Our own address and a path there. */
export function addressOf(path: string): string {
  assert(/^\/(?![/\\])/.test(path), 'a link in a message leads to a page of ours')
  return new URL(path, env().issuer).href
}

function toText(part: MailPart): string {
  switch (part.kind) {
    case 'heading':
      return part.text.toUpperCase()
    case 'text':
      return part.text
    case 'list':
      return part.items.map((item) => `- ${item}`).join('\n')
    case 'facts':
      return part.rows.map(({ label, value }) => `${label}: ${value}`).join('\n')
    case 'link':
      return `${part.text}:\n${addressOf(part.path)}`
  }
}

const STYLE = `
body{margin:0;background:#f6f0e2;color:#0b1b1e;font:17px/1.5 "Atkinson Hyperlegible Next",Verdana,sans-serif}
main{max-width:36em;margin:0 auto;padding:24px 16px}
h1{font-size:24px;line-height:1.25;margin:0 0 16px}h2{font-size:19px;margin:24px 0 8px}
dl{border-top:1px solid #0b1b1e;margin:16px 0}dt{color:#4a5759;padding-top:8px}dd{margin:0;padding-bottom:8px;border-bottom:1px solid #c9c1ad;overflow-wrap:anywhere}
a{color:#0b4f55;display:inline-block;padding:10px 0}
@media (prefers-color-scheme:dark){body{background:#0b1b1e;color:#f6f0e2}dl{border-color:#f6f0e2}dt{color:#b9c4c2}dd{border-color:#3a4a4d}a{color:#8fd6cf}}
`

/** hono/html escapes every value. */
function toPage({ subject, lead }: MailMessage, parts: readonly MailPart[]): string {
  return html`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${subject}</title><style>${STYLE}</style></head>
<body><main><h1>${lead}</h1>
${parts.map(toMarkup)}
</main></body></html>`.toString()
}

function toMarkup(part: MailPart) {
  switch (part.kind) {
    case 'heading':
      return html`<h2>${part.text}</h2>`
    case 'text':
      return html`<p>${part.text}</p>`
    case 'list':
      return html`<ul>${part.items.map((item) => html`<li>${item}</li>`)}</ul>`
    case 'facts':
      return html`<dl>${part.rows.map(({ label, value }) => html`<dt>${label}:</dt> <dd>${value}</dd>`)}</dl>`
    case 'link':
      return html`<p><a href="${addressOf(part.path)}">${part.text}</a></p>`
  }
}
