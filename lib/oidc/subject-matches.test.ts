import { describe, expect, test } from 'vitest'
import { makeCertificate } from '#lib/testing/certificate.ts'
import { subjectMatches } from './subject-matches.ts'

const { certificate } = makeCertificate({
  subject: [
    [['C', 'GB']],
    [['O', 'Bright + Co, "Ltd"']],
    [['organizationIdentifier', 'PSDGB-1']],
    [
      ['CN', 'Zoë  One'],
      ['UID', '7'],
    ],
  ],
  names: ['app.example', '*.example', 'https://app.example/a,b', 'ops@app.example', '192.0.2.7'],
})

const dn = 'tls_client_auth_subject_dn'

describe('a client is known by one property of its certificate (RFC 8705 2.1.2)', () => {
  test.each([
    [dn, 'CN=Zoë One+UID=7,organizationIdentifier=PSDGB-1,O=Bright \\+ Co\\, \\"Ltd\\",C=GB'],
    [dn, 'uid=7+cn=zoë one, 2.5.4.97=psdgb-1, o=bright \\2B co\\2C \\22ltd\\22, c=gb'],
    [dn, 'CN=Zo\\C3\\AB One+UID=7,2.5.4.97=#0C0750534447422D31,O=Bright \\+ Co\\, \\"Ltd\\",C=GB'],
    ['tls_client_auth_san_dns', 'APP.example'],
    ['tls_client_auth_san_uri', 'https://app.example/a,b'],
    ['tls_client_auth_san_email', 'ops@app.example'],
    ['tls_client_auth_san_ip', '192.0.2.7'],
  ])('%s is %s', (property, expected) => {
    expect(subjectMatches(certificate, property, expected)).toBe(true)
  })

  test.each([
    [
      'the order reversed',
      dn,
      'C=GB,O=Bright \\+ Co\\, \\"Ltd\\",organizationIdentifier=PSDGB-1,CN=Zoë One+UID=7',
    ],
    ['a part only', dn, 'CN=Zoë One+UID=7'],
    [
      'another value',
      dn,
      'CN=Zoë Two+UID=7,organizationIdentifier=PSDGB-1,O=Bright \\+ Co\\, \\"Ltd\\",C=GB',
    ],
    [
      'attributes in names of their own',
      dn,
      'CN=Zoë One,UID=7,organizationIdentifier=PSDGB-1,O=Bright \\+ Co\\, \\"Ltd\\",C=GB',
    ],
    ['no name', dn, ''],
    ['a name of no form', dn, 'nonsense'],
    ['another host', 'tls_client_auth_san_dns', 'other.example'],
    ['a host that only its wildcard covers', 'tls_client_auth_san_dns', 'any.example'],
    ['the common name as a host', 'tls_client_auth_san_dns', 'Zoë One'],
    ['a URI cut at its comma', 'tls_client_auth_san_uri', 'https://app.example/a'],
    ['a host as an e-mail address', 'tls_client_auth_san_email', 'app.example'],
    ['another address', 'tls_client_auth_san_ip', '192.0.2.8'],
    ['a property that nobody knows', 'tls_client_auth_san_other', 'app.example'],
  ])('not by %s', (_what, property, expected) => {
    expect(subjectMatches(certificate, property, expected)).toBe(false)
  })

  test('not by text within a value that looks like another attribute', () => {
    const forged = makeCertificate({ subject: [[['O', 'x\nCN=app']], [['OU', 'y + CN=app']]] }).certificate
    expect(subjectMatches(forged, dn, 'OU=y \\+ CN\\=app,O=x\\0ACN\\=app')).toBe(true)
    expect(subjectMatches(forged, dn, 'CN=app+OU=y,CN=app,O=x')).toBe(false)
    const sly = makeCertificate({ names: ['https://x.example/, DNS:app.example'] }).certificate
    expect(subjectMatches(sly, 'tls_client_auth_san_dns', 'app.example')).toBe(false)
  })
})
