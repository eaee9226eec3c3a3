import { AppError } from '#lib/core/index.ts'
import { mayTakePart, type Purpose, type SoftwareProduct } from '#lib/register/index.ts'
import type { ConsentRequest } from '../request.ts'

/** A product asks only while it is active in the register, for permissions and a purpose approved there. */
export function recipientMayAsk(request: ConsentRequest, product: SoftwareProduct): Purpose {
  if (!mayTakePart(product)) {
    throw new AppError(
      'forbidden',
      'recipient-not-active',
      'This company may not ask for data at the moment.',
    )
  }
  const foreign = request.datatypes.find((id) => !product.permissions.includes(id))
  if (foreign)
    throw new AppError('invalid', 'permission-not-approved', 'datatypes: not approved for this client')
  const purpose = product.purposes.find(({ code }) => code === request.purpose)
  if (!purpose) throw new AppError('invalid', 'purpose-not-approved', 'purpose: not approved for this client')
  return purpose
}
