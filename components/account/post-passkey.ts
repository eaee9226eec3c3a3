/** What our own server answers to a script of ours. */
export async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(path, { method: 'POST' })
  if (!answer.ok) throw new Error('The server did not answer as it should.')
  return answer.json()
}

/** Sends what the browser made with a plain form, so that the answer is a page like any other. */
export function sendWith(form: HTMLFormElement | null, response: object): void {
  const field = form?.elements.namedItem('response')
  if (!form || !(field instanceof HTMLInputElement)) return
  field.value = JSON.stringify(response)
  form.requestSubmit()
}
