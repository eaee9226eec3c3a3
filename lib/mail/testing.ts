import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface MailSink {
  /** For SMTP_URL */
  url: string
  received: ParsedMail[]
  /** Refuses whoever comes next with this reply code, until told otherwise (undefined) */
  refuse: number | undefined
  close(): Promise<void>
}

/** A mail server on this machine that keeps what it gets. */
export async function openMailSink(): Promise<MailSink> {
  const sink: MailSink = { url: '', received: [], refuse: undefined, close: async () => undefined }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusalOf(sink)),
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        sink.received.push(mail)
        done()
      }, done)
    },
  })
  // A client that hangs up is no fault of ours.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  sink.close = () => new Promise((resolve) => server.close(() => resolve()))
  return sink
}

const refusalOf = ({ refuse }: MailSink) =>
  refuse === undefined ? undefined : Object.assign(new Error('not now'), { responseCode: refuse })
