import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseEnv } from './env.ts'

const production = {
  APP_MODE: 'production',
  ISSUER: 'https://consent.example',
  DATABASE_URL: 'postgresql://u:p@db.example/energyos',
  OPERATOR_KEY: randomBytes(32).toString('base64url'),
  SUPPORT_PHONE: '08081 570 456',
  SMTP_URL: 'smtps://mail.example',
  MAIL_FROM: 'EnergyOS Consent <no-reply@consent.example>',
}

describe('the environment', () => {
  test('without configuration is the demo on this machine', () => {
    expect(parseEnv({})).toMatchObject({
      mode: 'demo',
      issuer: 'http://localhost:3000',
      databaseUrl: undefined,
    })
  })

  test('production is complete with issuer, database and operator key', () => {
    expect(parseEnv(production)).toMatchObject({ mode: 'production', issuer: 'https://consent.example' })
  })

  test.each(['ISSUER', 'DATABASE_URL', 'OPERATOR_KEY', 'SUPPORT_PHONE', 'SMTP_URL', 'MAIL_FROM'])(
    'production refuses to start without %s',
    (name) => {
      expect(() => parseEnv({ ...production, [name]: '' })).toThrow(name)
    },
  )

  test('production refuses a short operator key and plain http', () => {
    expect(() => parseEnv({ ...production, OPERATOR_KEY: 'c2hvcnQ' })).toThrow('OPERATOR_KEY')
    expect(() => parseEnv({ ...production, ISSUER: 'http://consent.example' })).toThrow('https')
  })

  test('the demo, with its known passwords, refuses a public address', () => {
    expect(() => parseEnv({ ISSUER: 'https://consent.example' })).toThrow('this machine only')
    expect(() => parseEnv({ HOST: '0.0.0.0' })).toThrow('this machine only')
  })

  test('an issuer is an origin', () => {
    expect(() => parseEnv({ ISSUER: 'http://localhost:3000/base' })).toThrow('ISSUER')
  })

  test('mail has a server and a sender, or neither', () => {
    expect(parseEnv(production).mail).toEqual({
      smtpUrl: production.SMTP_URL,
      from: production.MAIL_FROM,
    })
    expect(parseEnv({}).mail).toBeUndefined()
    expect(() => parseEnv({ SMTP_URL: 'smtp://localhost:25' })).toThrow('go together')
    expect(() => parseEnv({ ...production, SMTP_URL: 'https://mail.example' })).toThrow('SMTP_URL')
  })

  test.each([
    'nobody',
    'A <a@b.example>, B <c@d.example>',
    'A <a@b.example>\r\nBcc: x@y.example',
    '"A" <a@b.example>',
  ])('a sender is one address: not %s', (from) =>
    expect(() => parseEnv({ ...production, MAIL_FROM: from })).toThrow('MAIL_FROM'),
  )

  test('a port that is no port is named', () => {
    expect(() => parseEnv({ PORT: '99999' })).toThrow('PORT')
  })
})
