/** A part of a message, in the order of reading. */
export type MailPart =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  /** What is known, each under its label */
  | { kind: 'facts'; rows: readonly { label: string; value: string }[] }
  /** Leads to a page of ours, and nowhere else: a path, such as `/connections` */
  | { kind: 'link'; text: string; path: `/${string}` }

/**
 * What a message says, once; its plain text and its HTML are made of it and so always say the same. Plain words without
 * markup, and never a full meter number, an address of a home or a reading (R3).
 */
export interface MailMessage {
  subject: string
  /** The one sentence that matters, first */
  lead: string
  parts: readonly MailPart[]
}
