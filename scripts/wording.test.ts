import { globSync, readFileSync } from 'node:fs'
import { type Node, parseSync } from '@swc/core'
import { describe, expect, test } from 'vitest'

/** What is never said, whoever reads: it talks people out of stopping, or into sharing. */
const discouraging = [
  /are you sure/i,
  /(you.ll|you will) (lose|miss|regret)/i,
  /miss(ing)? out/i,
  /(sorry|sad) to see you go/i,
  /before you go/i,
  /please (don.t|do not|stay)|don.t (go|leave)\b/i,
  /(we.d|we would) hate/i,
  /think again|think twice/i,
  /no,? (thanks|thank you)|i don.t (want|care)/i,
  /last chance|hurry|only today|act now|limited time/i,
  /(tell us|help us understand) why|why are you (leaving|stopping)|reason for (leaving|stopping)/i,
  /we recommend (that you )?(keep|stay|share|allow)/i,
  /unfortunately/i,
  /benefits? (of|from) sharing/i,
]

/** What consumers don't read: words of lawyers and programs. */
const jargon = [
  /consent to (the )?processing/i,
  /\bauthoris/i,
  /\brevok/i,
  /\bthird part(y|ies)\b/i,
  /\bdata subject/i,
  /\bgranular/i,
  /\bAPI\b/,
]

const consumers = [
  'app/{(account),(consumer),(public),_question,interaction,device}/**/*.{ts,tsx}',
  'components/{connection,consent,energy,ui}/**/*.{ts,tsx}',
  'lib/energy/permission.ts',
  'lib/consent/{summary,offer-narrowing,lock-own}.ts',
]

/** Also speaks to companies, in their words. */
const toCompanies = 'app/(public)/page.tsx'

const everybody = ['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/register/status/reason.ts']

/** The texts of a file that people may read: those between tags, and strings of more than one word. */
function textsOf(file: string): string[] {
  const texts: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, value, cooked } = node as Node & { value?: string; cooked?: string }
    if (type === 'ImportDeclaration') return
    if (type === 'JSXText' || type === 'StringLiteral') texts.push(value ?? '')
    if (type === 'TemplateElement') texts.push(cooked ?? '')
    Object.values(node).forEach(visit)
  }
  visit(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', tsx: file.endsWith('x') }).body)
  return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text.includes(' '))
}

const faults = (patterns: readonly RegExp[], globs: readonly string[]): string[] =>
  globSync([...globs], { exclude: (name) => name.includes('.test.') })
    .filter((file) => patterns !== jargon || file !== toCompanies)
    .flatMap((file) => textsOf(file).map((text) => ({ file, text })))
    .filter(({ text }) => patterns.some((pattern) => pattern.test(text)))
    .map(({ file, text }) => `${file}: ${text}`)

describe('[W2] what is written on the pages', () => {
  test('talks nobody out of stopping, nor into sharing', () => {
    expect(faults(discouraging, everybody)).toEqual([])
  })

  test('has no words of lawyers and programs where consumers read', () => {
    expect(faults(jargon, consumers)).toEqual([])
  })

  test('is looked at: a page’s sentences are found, and a bad one among them would be', () => {
    const files = globSync(consumers)
    expect(files.length).toBeGreaterThan(50)
    expect(textsOf('app/(consumer)/connections/[id]/stop/page.tsx')).toContain(
      'stops getting your data straight away.',
    )
    for (const text of ['Are you sure?', 'You will lose your savings', 'No, I don’t want to save money'])
      expect(
        discouraging.some((pattern) => pattern.test(text)),
        text,
      ).toBe(true)
    for (const text of ['Revoke the authorisation', 'Consent to processing'])
      expect(
        jargon.some((pattern) => pattern.test(text)),
        text,
      ).toBe(true)
  })
})
