/** A file for the person who is signed in, never kept by anything in between. */
export const download = (body: string, { name, type }: { name: string; type: string }): Response =>
  new Response(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })

/** Off to the sign-in page, and then on to `next`: a path of our own. */
export const signInFirst = (next: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location: `/sign-in?next=${encodeURIComponent(next)}`, 'cache-control': 'no-store' },
  })
