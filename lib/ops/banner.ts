interface DemoAccount {
  email: string
  password: string
  /** What this person is here for, e.g. "household with a heat pump" */
  about: string
}

interface Places {
  issuer: string
  recipient: string
  /** Where it keeps what was done */
  dataDir: string
}

/** What the demo says once it is up: where to go, as whom, and what to try there. */
export function banner({ issuer, recipient, dataDir }: Places, accounts: readonly DemoAccount[]): string {
  const widest = (texts: string[]) => Math.max(...texts.map(({ length }) => length))
  const [email, password] = [
    widest(accounts.map((one) => one.email)),
    widest(accounts.map((one) => one.password)),
  ]
  const lines = [
    'EnergyOS Consent is running. Everything in it is demo data.',
    '',
    `  Portal             ${issuer}`,
    `  A demo recipient   ${recipient}`,
    '',
    '  Sign in as',
    ...accounts.map(
      (one) => `    ${one.email.padEnd(email)}  ${one.password.padEnd(password)}  ${one.about}`,
    ),
    '',
    '  Try this',
    `    1. Open ${recipient} and connect your energy data.`,
    '    2. Sign in, choose what to share and for how long, and see it arrive.',
    `    3. Open ${issuer}, stop sharing, and ask for the data again.`,
    '',
    `  Ctrl-C ends it. What you did is kept in ${dataDir}.`,
  ]
  return `\n${lines.join('\n')}\n\n`
}
