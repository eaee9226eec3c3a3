interface DemoAccount {
  email: string
  password: string
  /** What this person is here for, e.g. "household with a heat pump" */
  about: string
}

/** What the demo says once it is up: where to go, as whom, and what to try there. */
export function banner(address: string, recipient: string, accounts: readonly DemoAccount[]): string {
  const width = Math.max(...accounts.map(({ email }) => email.length))
  const lines = [
    'EnergyOS Consent is running. Everything in it is demo data.',
    '',
    `  Portal             ${address}`,
    `  A demo recipient   ${recipient}`,
    '',
    '  Sign in as',
    ...accounts.map(({ email, password, about }) => `    ${email.padEnd(width)}  ${password}  ${about}`),
    '',
    '  Try this',
    `    1. Open ${recipient} and connect your energy data.`,
    '    2. Sign in, choose what to share and for how long, and see it arrive.',
    `    3. Open ${address}, stop sharing, and ask for the data again.`,
    '',
    '  Ctrl-C ends it. What you did is kept in .data.',
  ]
  return `\n${lines.join('\n')}\n\n`
}
