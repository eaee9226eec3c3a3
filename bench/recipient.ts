import { addProduct, enrolParticipant, type SoftwareProduct } from '#lib/register/index.ts'

export const redirectUri = 'https://recipient.example/callback'

/** Enrols the data recipient that does all the reading, with its one software product. */
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
  return addProduct({
    participant,
    clientId: 'bench',
    name: 'Benchmark',
    description: 'Reads as fast as it may',
    redirectUris: [redirectUri],
    jwks: { keys: [] },
    permissions: ['meter.electricity.hh'],
    purposes: [{ code: 'benchmark', text: 'To find out what a read costs.' }],
    onwardSharing: [],
  })
}
