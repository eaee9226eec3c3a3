import { env } from '#lib/env.ts'
import { signingKey } from '#lib/keys/index.ts'
import { addProduct, enrolParticipant } from '#lib/register/index.ts'

/** The demo's organisations: the one that holds the data and the one that asks for it. */
export async function seedRegister(): Promise<void> {
  await enrolParticipant({
    legalName: 'Demo Meter Data Ltd (demo)',
    tradingName: 'Demo Meter Data',
    registerNumber: 'DEMO-0001',
    roles: ['data-holder', 'operator'],
    website: 'https://holder.demo.example',
    privacyUrl: 'https://holder.demo.example/privacy',
    contactEmail: 'contact@holder.demo.example',
    contactPhone: '08081 570 200',
  })
  const participant = await enrolParticipant({
    legalName: 'Brightly Energy Advice Ltd (demo)',
    tradingName: 'Brightly',
    registerNumber: 'DEMO-0002',
    roles: ['data-recipient'],
    website: 'https://brightly.demo.example',
    privacyUrl: `http://127.0.0.1:${env().recipientPort}/privacy`,
    contactEmail: 'contact@brightly.demo.example',
    contactPhone: '08081 570 300',
  })
  const { id, publicJwk } = await signingKey('demo-recipient')
  await addProduct({
    participant,
    clientId: 'demo-brightly',
    name: 'Brightly',
    description: 'Compares your electricity use with tariffs.',
    // A native client may come back on any loopback port (RFC 8252 section 7.3).
    redirectUris: ['http://127.0.0.1:3100/callback'],
    jwks: { keys: [{ ...publicJwk, kid: id, alg: 'ES256', use: 'sig' }] },
    permissions: [
      'supply-point.basic',
      'meter.electricity.hh',
      'meter.electricity.daily',
      'meter.electricity.monthly',
    ],
    purposes: [
      {
        code: 'tariff_comparison',
        text: 'To compare your electricity use with tariffs, and show you which would cost you least.',
      },
      {
        code: 'energy_report',
        text: 'To send you a short report on how much electricity you use, and when.',
      },
    ],
    onwardSharing: [],
    clientChoices: { webhook_uri: `http://127.0.0.1:${env().recipientPort}/webhooks` },
  })
}
