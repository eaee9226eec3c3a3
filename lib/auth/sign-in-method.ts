/** How somebody signed in. The key of a synced passkey may leave its device, that of another never does. */
export type SignInMethod = 'password' | 'passkey' | 'synced-passkey' | 'link'
