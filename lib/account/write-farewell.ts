import type { Told } from '#lib/consent/index.ts'
import type { MailMessage } from '#lib/mail/index.ts'

/** The last message: that it is done, and whom they may want to ask for deletion too (R10). */
export function writeFarewell(ended: readonly Told[]): MailMessage {
  const companies = ended.map(({ recipient: { tradingName, phone } }) => `${tradingName}: call ${phone}`)
  return {
    subject: 'Your account is deleted',
    lead: 'Your account with us is deleted, and all sharing has ended.',
    parts: [
      {
        kind: 'list',
        items: [
          'We erased your name, your address, your homes and what you agreed to.',
          'The public ledger keeps entries without your name. Nobody can tell any more that they were yours.',
        ],
      },
      ...(companies.length > 0
        ? [
            {
              kind: 'text' as const,
              text: 'These companies may still have what you shared. You can ask them to delete it.',
            },
            { kind: 'list' as const, items: companies },
          ]
        : []),
    ],
  }
}
