import type { FormState } from '#components/register/form-values.ts'
import type { OperatorActor } from '#lib/core/index.ts'
import { readDraft } from '#lib/register/index.ts'

/** What a form shows: what was typed and what is wrong with it, or, at first, what stands. */
export async function formState(
  actor: OperatorActor,
  form: string,
  again: string | undefined,
  standing: FormState['values'],
  parse: (values: FormState['values']) => Pick<FormState, 'faults'>,
): Promise<FormState> {
  const typed = again === undefined ? undefined : await readDraft(actor, form)
  return typed ? { values: typed, faults: parse(typed).faults } : { values: standing, faults: {} }
}
