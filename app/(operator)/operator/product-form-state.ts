import type { FormState } from '#components/register/form-values.ts'
import type { OperatorActor } from '#lib/core/index.ts'
import { formState } from './form-state.ts'
import { parseProduct } from './product-input.ts'

const NOT_USABLE = 'Choose a PNG of at most 24 KB, 32 to 512 pixels wide and high'

/** What a product's form shows. A file can't be kept, so that it was faulty comes with the address. */
export async function productFormState(
  actor: OperatorActor,
  form: string,
  again: string | undefined,
  standing: FormState['values'],
): Promise<FormState> {
  const { values, faults } = await formState(actor, form, again, standing, parseProduct)
  return { values, faults: again === 'logo' ? { ...faults, logoFile: NOT_USABLE } : faults }
}
