'use client'

import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
} from '@simplewebauthn/browser'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/index.ts'
import { ask, sendWith } from './post-passkey.ts'

type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']

/** Signs in with a passkey: by a button, and where the browser can, from the list under the e-mail field. Without a script it isn't there. */
export function PasskeySignIn({ returnTo }: { returnTo: string }) {
  const form = useRef<HTMLFormElement>(null)
  const [supported, setSupported] = useState(false)
  const [failed, setFailed] = useState(false)
  const signIn = useCallback(async (useBrowserAutofill: boolean) => {
    const optionsJSON = await ask<Options>('/sign-in/passkey/options')
    sendWith(form.current, await startAuthentication({ optionsJSON, useBrowserAutofill }))
  }, [])
  useEffect(() => {
    setSupported(browserSupportsWebAuthn())
    // Who picks none under the field, or uses the button instead, has done nothing wrong.
    void browserSupportsWebAuthnAutofill().then((can) =>
      can ? signIn(true).catch(() => undefined) : undefined,
    )
  }, [signIn])
  const press = () => {
    setFailed(false)
    signIn(false).catch(() => setFailed(true))
  }
  return (
    <form ref={form} action="/sign-in/passkey" method="post" hidden={!supported} className="space-y-3">
      <input type="hidden" name="next" value={returnTo} />
      <input type="hidden" name="response" defaultValue="" />
      <Button type="button" onClick={press}>
        Sign in with a passkey
      </Button>
      <p className="text-muted">With your fingerprint, face or screen lock. There is nothing to remember.</p>
      <p role="status" className="font-bold">
        {failed && 'No passkey was used. Try again, or sign in another way below.'}
      </p>
    </form>
  )
}
