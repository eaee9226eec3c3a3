import { Button, Field, Section } from '#components/ui/index.ts'

interface Props {
  home: string
  first: string
  last: string
  error: string | undefined
}

/** The readings as a file, of a chosen time. A GET form: it only asks. */
export function DownloadSection({ home, first, last, error }: Props) {
  return (
    <Section heading="Take your readings with you" id="download">
      <form action="/usage/download" method="get" noValidate className="no-print space-y-6">
        <input type="hidden" name="home" value={home} />
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Field name="first" label="First day" type="date" defaultValue={first} error={error} />
          <Field name="last" label="Last day" type="date" defaultValue={last} />
        </div>
        <p>The file shows when you were at home. Keep it safe, and think before you pass it on.</p>
        <div className="flex flex-wrap gap-3">
          <Button variant="quiet" name="format" value="csv">
            Download CSV, for a spreadsheet
          </Button>
          <Button variant="quiet" name="format" value="green-button">
            Download Green Button XML
          </Button>
        </div>
      </form>
    </Section>
  )
}
