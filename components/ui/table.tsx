import { clsx } from 'clsx'
import type { ReactNode } from 'react'

export interface Column {
  label: string
  /** Right-aligned figures of equal width */
  numeric?: boolean | undefined
}

export interface TableProps {
  caption: ReactNode
  /** Hides the caption from view where a heading says the same */
  captionHidden?: boolean | undefined
  columns: readonly Column[]
  /** One list of cells per row, in the order of the columns; the first cell names the row */
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
  /** On a phone, make each row a block with its own labels (for wide tables) */
  stack?: boolean | undefined
}

/** Roles are said aloud, since some browsers forget a table's meaning once it is laid out as blocks. */
const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader', scope: 'col' },
  rowName: { role: 'rowheader', scope: 'row' },
  cell: { role: 'cell' },
} as const

export function Table({ caption, captionHidden, columns, rows, stack = false }: TableProps) {
  return (
    <table {...roles.table} className={clsx('w-full border-collapse text-left', stack && 'table-stack')}>
      <caption className={captionHidden ? 'sr-only' : 'pb-2 text-left font-bold'}>{caption}</caption>
      <thead {...roles.group}>
        <tr {...roles.row} className="border-b-2 border-ink">
          {columns.map(({ label, numeric }) => (
            <th
              key={label}
              {...roles.column}
              className={clsx('py-2 pr-4 text-fine last:pr-0', numeric && 'text-right')}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map(({ key, cells }) => (
          <tr key={key} {...roles.row} className="border-b border-line">
            {cells.map((cell, index) => (
              <Cell key={columns[index]?.label ?? index} column={columns[index]} first={index === 0}>
                {cell}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({
  column,
  first,
  children,
}: {
  column: Column | undefined
  first: boolean
  children: ReactNode
}) {
  const style = clsx('py-2 pr-4 align-top last:pr-0', column?.numeric && 'text-right tabular-nums')
  return first ? (
    <th {...roles.rowName} data-label={column?.label} className={clsx(style, 'font-normal')}>
      {children}
    </th>
  ) : (
    <td {...roles.cell} data-label={column?.label} className={style}>
      {children}
    </td>
  )
}
