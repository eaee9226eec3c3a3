import type { z } from 'zod'
import { AppError, type OperatorActor, type ParticipantId } from '#lib/core/index.ts'
import { forgetDraft, keepLogo, proposeProduct, saveDraft } from '#lib/register/index.ts'
import { parseProduct, type productPost, toValues } from './product-input.ts'

type Posted = z.output<typeof productPost>

/**
 * Puts what was posted up for review, or keeps it as a draft and asks again. Returns where the browser goes next.
 * @param form the name of the draft
 */
export async function proposeFromForm(
  actor: OperatorActor,
  participant: ParticipantId,
  posted: Posted,
  form: string,
  formPath: string,
): Promise<string> {
  const { logo, usable } = await takeLogo(posted)
  const values = toValues(posted, logo)
  const { details } = parseProduct(values)
  if (!details || !usable) {
    await saveDraft(actor, form, values)
    return `${formPath}?again${usable ? '' : '=logo'}`
  }
  const proposal = await proposeProduct(actor, participant, details)
  await forgetDraft(actor, form)
  return `/operator/proposals/${proposal}`
}

/** The logo that stands after this form: a new one, the one so far, or none. */
async function takeLogo({
  logo,
  logoGone,
  logoFile,
}: Posted): Promise<{ logo: string | undefined; usable: boolean }> {
  if (!logoFile?.size) return { logo: logoGone ? undefined : logo, usable: true }
  try {
    return { logo: await keepLogo(new Uint8Array(await logoFile.arrayBuffer())), usable: true }
  } catch (error) {
    if (error instanceof AppError) return { logo, usable: false }
    throw error
  }
}
