import { permissions } from '#lib/energy/index.ts'
import type { KnownElsewhere } from '#lib/register/index.ts'
import { clientChoices } from './client-choices.ts'

/** What a door of the register checks besides its own rules: the permissions there are, and what a client may choose. */
export const knownToClients: KnownElsewhere = { permissions: Object.keys(permissions), clientChoices }
