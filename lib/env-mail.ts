import { z } from 'zod'

/** Settings of how messages leave; `lib/env.ts` joins them to the others. */
export const mailShape = {
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().max(200).optional(),
}

const shape = z.object(mailShape)
type Parsed = z.infer<typeof shape>

export interface MailEnv {
  /** Undefined in a demo that keeps its messages */
  mail: { smtpUrl: string; from: string } | undefined
}

export function mailEnv({ SMTP_URL, MAIL_FROM }: Parsed): MailEnv {
  return { mail: SMTP_URL && MAIL_FROM ? { smtpUrl: SMTP_URL, from: MAIL_FROM } : undefined }
}

/** One sentence per fault of these settings. */
export function mailFaults({ SMTP_URL, MAIL_FROM }: Parsed, mode: 'demo' | 'production'): string[] {
  const faults: string[] = []
  if (!SMTP_URL !== !MAIL_FROM) {
    faults.push('SMTP_URL and MAIL_FROM go together: the mail server, and who the messages are from.')
  } else if (mode === 'production' && !SMTP_URL) {
    faults.push('Production needs SMTP_URL and MAIL_FROM: people are owed a receipt in writing.')
  }
  if (MAIL_FROM && !isSender(MAIL_FROM)) {
    faults.push('MAIL_FROM must be an address, such as EnergyOS Consent <no-reply@consent.example>.')
  }
  return faults
}

/** `a@b.example`, or a plain name before `<a@b.example>`: nothing that a mail header could read in two ways. */
function isSender(text: string): boolean {
  const address = /^(?:[\p{L}\p{N} .'-]+ <([^<>]+)>|([^<>]+))$/u.exec(text)
  return z.email().safeParse(address?.[1] ?? address?.[2]).success
}
