import { newId } from '#lib/core/index.ts'
import { listMailbox, type MailMessage } from '#lib/mail/index.ts'
import { openSession } from './session-token.ts'
import { type Account, findLiveSession, insertAccount, type PortalSession } from './store.ts'

/** For tests: somebody who signs in, with a password hash that no password has. */
export async function testingOnlyAddPerson(role: Account['role'] = 'consumer'): Promise<Account> {
  const id = newId('account')
  const account = { id, email: `${id.toLowerCase()}@test.example`, name: 'Robin', role }
  await insertAccount({ ...account, passwordHash: 'none', demo: true })
  return account
}

/** For tests: a session of theirs, opened now. */
export async function testingOnlySignIn(
  { id }: Pick<Account, 'id'>,
  userAgent = 'test',
): Promise<PortalSession> {
  const { sid } = await openSession(id, userAgent, 'password')
  const session = await findLiveSession(sid)
  if (!session) throw new Error('The session is not there.')
  return session
}

/** For tests: the subjects of what they were sent, newest first. */
export const testingOnlySubjects = async ({ id }: Pick<Account, 'id'>): Promise<string[]> =>
  (await listMailbox(id)).map(({ message }) => message.subject)

/** For tests: the token of the link in a message. */
export function testingOnlyTokenIn({ parts }: MailMessage): string {
  const path = parts.flatMap((part) => (part.kind === 'link' ? [part.path] : []))[0]
  return path?.split('/link/')[1] ?? ''
}
