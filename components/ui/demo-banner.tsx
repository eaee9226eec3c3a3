/** Says on every page of a demo that nothing in it is real. */
export function DemoBanner() {
  return (
    <aside aria-label="About this demo" className="border-b border-line bg-sunken">
      <p className="page-width py-2 text-fine">
        <strong className="font-bold">Demo:</strong> all people, homes and readings are simulated
      </p>
    </aside>
  )
}
