import { Table } from '#components/ui/index.ts'
import type { SoftwareProduct } from '#lib/register/index.ts'
import { RegisterStatus } from './register-status.tsx'

const columns = [{ label: 'App' }, { label: 'Client id' }, { label: 'Status' }]

/** The apps of a participant, each with a link to its page. */
export function ProductTable({ products }: { products: SoftwareProduct[] }) {
  if (products.length === 0) return <p>It has no apps yet.</p>
  return (
    <Table
      caption="Apps, oldest first"
      captionHidden
      columns={columns}
      stack
      rows={products.map(({ id, name, clientId, status }) => ({
        key: id,
        cells: [
          <a key="name" href={`/operator/products/${id}`} className="font-bold">
            {name}
          </a>,
          <code key="client" className="break-all">
            {clientId}
          </code>,
          <div key="status">
            <RegisterStatus status={status} />
          </div>,
        ],
      }))}
    />
  )
}
