'use client'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, Notice } from '#components/ui/index.ts'
import { type LedgerReport, ledgerChecks } from '#lib/tlog/index.ts'
import { type Progress, verifyInBrowser } from './verify-in-browser.ts'

/** Recomputes the whole ledger in this browser, from its public read side. */
export function VerifyPanel({ vkey }: { vkey: string }) {
  const [client] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } }),
  )
  return (
    <QueryClientProvider client={client}>
      <Verification vkey={vkey} />
    </QueryClientProvider>
  )
}

function Verification({ vkey }: { vkey: string }) {
  const [progress, setProgress] = useState<Progress>()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['verify-ledger', vkey],
    queryFn: () => verifyInBrowser(vkey, setProgress),
    enabled: false,
  })
  return (
    <div className="space-y-4">
      <Button type="button" onClick={() => refetch()}>
        Verify the whole ledger in this browser
      </Button>
      <noscript>
        <p>This button needs JavaScript. The command above does the same without it.</p>
      </noscript>
      <div role="status" className="space-y-4">
        {isFetching && <p>Checking{progress ? `: ${progress.done} of ${progress.size} entries` : '…'}</p>}
        {!isFetching && error && (
          <Notice kind="caution" title="The ledger could not be read">
            {error.message}
          </Notice>
        )}
        {!isFetching && data && <Report report={data} />}
      </div>
    </div>
  )
}

function Report({ report }: { report: LedgerReport }) {
  const passed = (
    <ul className="list-disc pl-6">
      {report.checks.map((check) => (
        <li key={check}>{ledgerChecks[check]}</li>
      ))}
    </ul>
  )
  if (report.ok) {
    return (
      <Notice kind="done" title={`All ${report.size} entries verified`}>
        {passed}
      </Notice>
    )
  }
  const { message, index, path } = report.fault
  return (
    <Notice kind="caution" title="The ledger does not verify">
      <p>
        {message} {index !== undefined && `First at entry ${index}.`} {path && `Found in ${path}.`}
      </p>
      {passed}
    </Notice>
  )
}
