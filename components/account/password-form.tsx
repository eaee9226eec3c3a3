import { Button, Field } from '#components/ui/index.ts'

interface Props {
  returnTo: string
  /** So that a password manager knows whose password it is */
  email: string
  shortest: number
  error?: string | undefined
}

/** A password, once: it can be pasted, made by the browser and seen by nobody else, so there is no second field. */
export function PasswordForm({ returnTo, email, shortest, error }: Props) {
  return (
    <form action="/account/password/submit" method="post" noValidate className="space-y-6">
      <input type="hidden" name="next" value={returnTo} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        name="password"
        label="New password"
        hint={`At least ${shortest} characters. Three or four words are easy to remember. Let your browser keep it.`}
        type="password"
        autoComplete="new-password"
        error={error}
        required
      />
      <Button>Save the password</Button>
    </form>
  )
}
