// The data API as server.ts serves it, front door and all, in a process without Next.
import { apiListener } from '#lib/api/index.ts'
import { notFound, routeRequest } from '#lib/ops/route-request.ts'
import { admitRequest } from '#lib/transport/index.ts'
import { serve } from './serve.ts'

const api = { group: 'api', paths: ['/energy/v1/'], listener: apiListener() }
await serve(admitRequest(routeRequest([api], notFound)))
