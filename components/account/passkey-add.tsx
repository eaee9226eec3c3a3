'use client'

import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/index.ts'
import { ask, sendWith } from './post-passkey.ts'

type Options = Parameters<typeof startRegistration>[0]['optionsJSON']

const UNSUPPORTED = 'This browser can make no passkey here. If JavaScript is off, turn it on for this page.'

/** What went wrong, by the browser's name for it. */
const explain = (name: string): string =>
  name === 'InvalidStateError'
    ? 'This device has a passkey for your account already.'
    : 'No passkey was made. Try again, or choose another way.'

/** Makes a passkey on this device; says so where that can't be done, as without a script. */
export function PasskeyAdd({ returnTo, label }: { returnTo: string; label: string }) {
  const form = useRef<HTMLFormElement>(null)
  const [supported, setSupported] = useState(false)
  const [problem, setProblem] = useState<string>()
  useEffect(() => setSupported(browserSupportsWebAuthn()), [])
  const add = async () => {
    const optionsJSON = await ask<Options>('/account/passkeys/add/options')
    sendWith(form.current, await startRegistration({ optionsJSON }))
  }
  const press = () => {
    setProblem(undefined)
    add().catch((error: Error) => setProblem(explain(error.name)))
  }
  return (
    <>
      {!supported && <p className="font-bold">{UNSUPPORTED}</p>}
      <form
        ref={form}
        action="/account/passkeys/add/submit"
        method="post"
        hidden={!supported}
        className="space-y-3"
      >
        <input type="hidden" name="next" value={returnTo} />
        <input type="hidden" name="response" defaultValue="" />
        <Button type="button" onClick={press}>
          {label}
        </Button>
        <p role="status" className="font-bold">
          {problem}
        </p>
      </form>
    </>
  )
}
