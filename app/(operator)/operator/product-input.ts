import { z } from 'zod'
import { type FormState, toLines } from '#components/register/form-values.ts'
import { knownToClients } from '#lib/oidc/known-to-clients.ts'
import { type ProductDetails, productDetails, type SoftwareProduct } from '#lib/register/index.ts'

const text = z.string().max(16_384).default('')

/** The fields of a product's form, as they are posted. */
export const productPost = z.object({
  clientId: text,
  name: text,
  description: text,
  permissions: z.array(z.string().max(64)).max(50),
  redirectUris: text,
  jwks: text,
  purposes: text,
  onwardSharing: text,
  clientChoices: text,
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  logoGone: z.string().optional(),
  logoFile: z.file().optional(),
})

type Posted = z.output<typeof productPost>

const schema = productDetails(knownToClients).omit({ logo: true })

const explanations: Record<string, string> = {
  clientId: 'Give a client id of 3 to 128 letters, digits and . _ ~ : / -',
  name: 'Give its name, of at most 60 characters',
  description: 'Say in at most 256 characters what it does',
  permissions: 'Choose at least one permission',
  redirectUris: 'Give at least one address: https, or http://127.0.0.1 for a native app',
  jwks: 'Give a JSON Web Key Set of public keys. A private key is neither taken nor kept',
  purposes: 'Give at least one purpose: a code, a colon and a sentence of at most 140 characters',
  onwardSharing: 'Give one company a line, of at most 80 characters',
  clientChoices: 'Give JSON with choices that we know, or nothing',
}

/** What was posted, as a draft keeps it; `logo` names a picture that is kept already. */
export const toValues = (
  { permissions, logoGone: _, logoFile: __, ...rest }: Posted,
  logo: string | undefined,
): FormState['values'] => ({ ...rest, logo: logo ?? '', permissions: permissions.join('\n') })

/** A product as its form shows it. */
export const valuesOf = (product: SoftwareProduct): FormState['values'] => ({
  clientId: product.clientId,
  name: product.name,
  description: product.description,
  permissions: product.permissions.join('\n'),
  redirectUris: product.redirectUris.join('\n'),
  jwks: JSON.stringify(product.jwks, null, 2),
  purposes: product.purposes.map(({ code, text }) => `${code}: ${text}`).join('\n'),
  onwardSharing: product.onwardSharing.join('\n'),
  clientChoices:
    Object.keys(product.clientChoices ?? {}).length > 0 ? JSON.stringify(product.clientChoices) : '',
  logo: product.logo ?? '',
})

/** The details that the fields say, or what is wrong with each. */
export function parseProduct(values: FormState['values']): {
  details?: ProductDetails
  faults: FormState['faults']
} {
  const parsed = schema.safeParse(toInput(values))
  if (parsed.success) return { details: { ...parsed.data, logo: values.logo || null }, faults: {} }
  const faults = parsed.error.issues.map(({ path: [field], code, message }) => [
    String(field),
    field === 'jwks' && code === 'custom'
      ? `A key can’t be used: it ${message}`
      : explanations[String(field)],
  ])
  return { faults: Object.fromEntries(faults) }
}

const toInput = ({ logo: _, ...values }: FormState['values']) => ({
  ...values,
  permissions: toLines(values.permissions),
  redirectUris: toLines(values.redirectUris),
  onwardSharing: toLines(values.onwardSharing),
  purposes: toLines(values.purposes).map(toPurpose),
  jwks: toJson(values.jwks),
  clientChoices: values.clientChoices?.trim() ? toJson(values.clientChoices) : {},
})

function toPurpose(line: string) {
  const [code = '', ...text] = line.split(':')
  return { code: code.trim(), text: text.join(':').trim() }
}

/** The value, or null, which no schema takes. */
function toJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
