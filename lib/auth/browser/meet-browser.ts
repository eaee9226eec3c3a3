import type { AccountId } from '#lib/core/index.ts'
import { queueMail } from '#lib/mail/index.ts'
import { describeDevice } from '../describe-device.ts'
import { newDevice } from '../mails.ts'
import { noteBrowser } from './store.ts'

interface Meeting {
  accountId: AccountId
  /** The token of the browser's cookie */
  browser: string
  userAgent: string
  /** Whoever has just signed up knows where they are */
  newAccount: boolean
}

/** Notes from which browser somebody signs in, and tells them by e-mail when it is a new one (H5). In the transaction of the sign-in. */
export async function meetBrowser({ accountId, browser, userAgent, newAccount }: Meeting): Promise<void> {
  const isNew = await noteBrowser(accountId, browser)
  if (!isNew || newAccount) return
  const message = newDevice(describeDevice(userAgent))
  await queueMail({ accountId, kind: 'account.new-device', message })
}
