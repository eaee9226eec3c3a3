/** Attribute types that go by a name as well, in RFC 4514 section 3 or in the certificates of open banking. */
const names: Record<string, string> = {
  '2.5.4.3': 'cn',
  '2.5.4.5': 'serialnumber',
  '2.5.4.6': 'c',
  '2.5.4.7': 'l',
  '2.5.4.8': 'st',
  '2.5.4.9': 'street',
  '2.5.4.10': 'o',
  '2.5.4.11': 'ou',
  '2.5.4.15': 'businesscategory',
  '2.5.4.97': 'organizationidentifier',
  '0.9.2342.19200300.100.1.1': 'uid',
  '0.9.2342.19200300.100.1.25': 'dc',
  '1.2.840.113549.1.9.1': 'emailaddress',
}

/**
 * Whether a certificate's subject, as `X509Certificate` writes it, is the name that is expected, written as in
 * RFC 4514: the same attributes in the same order, values in any case (RFC 4517 sections 4.2.11 and 4.2.15).
 */
export function isSameName(subject: string, expected: string): boolean {
  const found = subject.split('\n').map((relative) => relative.split(' + '))
  const wanted = split(expected, ',').map((relative) => split(relative, '+'))
  // RFC 4514 begins with the last.
  return canonical(found) === canonical(wanted.reverse())
}

const split = (text: string, separator: ',' | '+'): string[] =>
  text.match(separator === ',' ? /(\\.|[^\\,])+/gs : /(\\.|[^\\+])+/gs) ?? []

const canonical = (name: string[][]): string =>
  JSON.stringify(name.map((relative) => relative.map(attribute).sort()))

function attribute(text: string): string {
  const at = text.indexOf('=')
  const type = text.slice(0, at).trim().toLowerCase()
  return JSON.stringify([names[type] ?? type, comparable(withoutEscapes(text.slice(at + 1)))])
}

/** A value without its escapes; one in hexadecimal is a short string in BER (RFC 4514 section 2.4). */
function withoutEscapes(text: string): string {
  if (/^#0c[0-7][0-9a-f]|^#1[36][0-7][0-9a-f]/i.test(text)) return bytes(text.slice(5))
  return text.replace(/((?:\\[0-9a-f]{2})+)|\\(.)/gis, (_, hex, char) =>
    hex ? bytes(hex.replaceAll('\\', '')) : char,
  )
}

const bytes = (hex: string): string => Buffer.from(hex, 'hex').toString()

/** Case and the number of spaces don't matter (RFC 4518 section 2). */
const comparable = (value: string): string =>
  value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
