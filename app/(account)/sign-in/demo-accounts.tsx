import { Button, Section } from '#components/ui/index.ts'
import { demoAccounts } from '../../../prisma/demo-accounts.ts'

/** The demo's people, each with a button that signs in as them. Only ever rendered in demo mode. */
export function DemoAccounts({ returnTo }: { returnTo: string }) {
  return (
    <Section heading="Demo accounts" id="demo-accounts">
      <p>These people are made up. Choose one to sign in without typing.</p>
      <ul className="divide-y divide-line border-y border-line">
        {demoAccounts.map(({ email, name, password, about }) => (
          <li key={email} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <div className="min-w-0">
              <p className="font-bold">{name}</p>
              <p className="text-fine text-muted">{about}</p>
              <p className="text-fine text-muted break-all">
                {email} / {password}
              </p>
            </div>
            <form action="/sign-in/submit" method="post">
              <input type="hidden" name="next" value={returnTo} />
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={password} />
              <Button variant="quiet" small aria-label={`Use this account: ${name}`}>
                Use this account
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Section>
  )
}
