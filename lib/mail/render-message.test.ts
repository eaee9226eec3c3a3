import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { MailMessage } from './message.ts'
import { renderMessage } from './render-message.ts'

const message: MailMessage = {
  subject: 'About <Brightly> & "you"',
  lead: 'A lead with <b>markup</b>',
  parts: [
    { kind: 'heading', text: 'What they see' },
    { kind: 'list', items: ['Each day', 'Each <month>'] },
    { kind: 'facts', rows: [{ label: 'Why', value: 'To "compare" <script>alert(1)</script>' }] },
    { kind: 'text', text: 'Some words & more.' },
    { kind: 'link', text: 'See it', path: '/connections/a?b=1&c=2' },
  ],
}

/** The words of a text, whatever is between them. */
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

test('[R1] plain text and HTML say the same words in the same order', async () => {
  const { text, html } = renderMessage(message)
  const body = html.replace(/<head>.*<\/head>/s, '')
  const { text: read } = await simpleParser(`Content-Type: text/html; charset=utf-8\n\n${body}`)
  const links = /https?:\/\/\S+/g
  expect(words((read ?? '').replace(links, ''))).toEqual(words(text.replace(links, '')))
  expect(words(text).length).toBeGreaterThan(40)
})

test('what is put in is text, never markup', () => {
  const { html } = renderMessage(message)
  expect(html).not.toMatch(/<script|<b>|<month>|<Brightly>/)
  expect(html).toContain('&lt;script&gt;')
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example'])(
  'a link to %s is refused',
  (path) => {
    const parts = [{ kind: 'link' as const, text: 'Look', path: path as `/${string}` }]
    expect(() => renderMessage({ ...message, parts })).toThrow('a page of ours')
  },
)
