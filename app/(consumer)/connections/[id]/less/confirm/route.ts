import { z } from 'zod'
import { narrowConsent } from '#lib/consent/index.ts'
import { AppError } from '#lib/core/index.ts'
import { ownRoute } from '../../../own-route.ts'
import { isFault } from '../../../share-less.ts'

const form = z.object({
  standing: z.string().max(64),
  homes: z.array(z.string().max(64)).max(50),
  permissions: z.array(z.string().max(64)).max(50),
  usage: z.string().max(64).optional(),
})

/** The consumer shares less. Widening is never possible here: only what stands can be left out. */
export const POST = ownRoute('/less', form, async (actor, id, { data }) => {
  if (!data) throw new AppError('invalid', 'not-offered', 'That choice was not on the page.')
  try {
    await narrowConsent(actor, id, data)
    return `/connections/${id}?less=1`
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.reason === 'changed-meanwhile') return `/connections/${id}/less?changed`
    if (isFault(error.reason)) return `/connections/${id}/less?fault=${error.reason}`
    throw error
  }
})
