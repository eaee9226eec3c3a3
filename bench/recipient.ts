import { addProduct, enrolParticipant, type SoftwareProduct } from '#lib/register/index.ts'
import { clientJwks } from './client-key.ts'

export const redirectUri = 'https://recipient.example/callback'
export const clientId = 'bench'
/** The same recipient without DPoP: the register allows no such client, so both servers are told so for the benchmark only. */
export const bearerClientId = 'bench-bearer'

/** Enrols the data recipient that does all the asking. Returns the software product that reads. */
export async function addRecipient(): Promise<SoftwareProduct> {
  const participant = await enrolParticipant({
    legalName: 'Benchmark Ltd',
    tradingName: 'Benchmark',
    registerNumber: 'BENCH-1',
    roles: ['data-recipient'],
    website: 'https://recipient.example',
    privacyUrl: 'https://recipient.example/privacy',
    contactEmail: 'contact@recipient.example',
    contactPhone: '08081 570 999',
  })
  const product = {
    participant,
    name: 'Benchmark',
    description: 'Asks as fast as it may',
    redirectUris: [redirectUri],
    jwks: clientJwks,
    permissions: ['meter.electricity.hh'],
    purposes: [{ code: 'benchmark', text: 'To find out what a read costs.' }],
    onwardSharing: [],
    clientChoices: { grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] },
  }
  await addProduct({ ...product, clientId: bearerClientId })
  return addProduct({ ...product, clientId })
}
