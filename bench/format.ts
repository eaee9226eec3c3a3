/** Three significant digits, but never a decimal more than that: `0.512`, `4.07`, `87.3`, `1234`. Not measured, or a ratio to nothing: `-`. */
export function number(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '-'
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)))
  return value.toFixed(Math.min(decimals, 2))
}

/** Rows as aligned text: the first column to the left, the others to the right. */
export function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const pad = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}
