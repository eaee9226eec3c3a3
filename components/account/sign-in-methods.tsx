import { Card, formatDate, LinkButton } from '#components/ui/index.ts'
import type { Methods, Passkey } from '#lib/auth/index.ts'

interface Props {
  methods: Methods
  /** Whether there is one way only */
  last: boolean
  /** Whether passkeys work at this address */
  passkeys: boolean
  mayUseLink: boolean
}

/** Each way to sign in, and how to change it. */
export function SignInMethods({ methods, last, passkeys, mayUseLink }: Props) {
  return (
    <>
      {last && <p>You have one way to sign in. Add another, in case you lose it.</p>}
      {methods.passkeys.map((passkey) => (
        <PasskeyCard key={passkey.id} passkey={passkey} />
      ))}
      {passkeys && (
        <p>
          <LinkButton href="/account/passkeys/add" variant={methods.passkeys.length ? 'quiet' : 'primary'}>
            Add a passkey
          </LinkButton>
        </p>
      )}
      <Card
        level={3}
        heading="Password"
        actions={
          <LinkButton href="/account/password" variant="quiet" small>
            {methods.password ? 'Change or remove the password' : 'Set a password'}
          </LinkButton>
        }
      >
        <p>{methods.password ? 'You have a password.' : 'You have no password.'}</p>
      </Card>
      {mayUseLink && <LinkCard on={methods.link} />}
    </>
  )
}

function PasskeyCard({ passkey: { id, name, synced, createdAt, lastUsedAt } }: { passkey: Passkey }) {
  return (
    <Card
      level={3}
      heading={`Passkey: ${name}`}
      actions={
        <LinkButton
          href={`/account/passkeys/${id}`}
          variant="quiet"
          small
          aria-label={`Rename or remove ${name}`}
        >
          Rename or remove
        </LinkButton>
      }
    >
      <p>
        {synced ? 'Your devices keep it together.' : 'It stays on one device.'} Added on{' '}
        {formatDate(createdAt)}. {lastUsedAt ? `Last used on ${formatDate(lastUsedAt)}.` : 'Not used yet.'}
      </p>
    </Card>
  )
}

function LinkCard({ on }: { on: boolean }) {
  return (
    <Card
      level={3}
      heading="Email link"
      actions={
        <LinkButton href="/account/email-link" variant="quiet" small>
          {on ? 'Turn email links off' : 'Turn email links on'}
        </LinkButton>
      }
    >
      <p>
        {on
          ? 'A link sent to your email signs you in. It is as safe as your email is.'
          : 'Off. A link sent to your email gets you back in if you lose the rest, with your energy data closed.'}
      </p>
    </Card>
  )
}
