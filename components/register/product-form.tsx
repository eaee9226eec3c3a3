import { Button, CheckboxList, Field, LinkButton, TextArea } from '#components/ui/index.ts'
import { type FormState, toLines } from './form-values.ts'

interface Props extends FormState {
  action: string
  back: string
  /** A client id is given once */
  isNew: boolean
  permissions: { id: string; label: string }[]
}

const areas = [
  {
    name: 'redirectUris',
    label: 'Redirect addresses',
    code: true,
    hint: 'One a line. https, or http://127.0.0.1 for a native app.',
  },
  {
    name: 'jwks',
    label: 'Public keys',
    code: true,
    rows: 8,
    hint: 'A JSON Web Key Set. Public halves only: RSA from 2048 bits, P-256 or Ed25519, each with a kid.',
  },
  {
    name: 'purposes',
    label: 'Purposes',
    hint: 'One a line: a code, a colon, and the sentence that consumers will read, of at most 140 characters. For example: energy_report: To send you a report on how much electricity you use.',
  },
  {
    name: 'onwardSharing',
    label: 'Who else gets the data',
    rows: 2,
    hint: 'One a line. Leave empty if nobody does.',
  },
  {
    name: 'clientChoices',
    label: 'OAuth choices',
    code: true,
    rows: 2,
    hint: 'JSON, by the names of RFC 7591. Usually empty.',
  },
] as const

/** The details of a software product, as they are put up for review. */
export function ProductForm({ action, back, isNew, permissions, values, faults }: Props) {
  const chosen = toLines(values.permissions)
  return (
    <form action={action} method="post" encType="multipart/form-data" noValidate className="space-y-6">
      {isNew ? (
        <Field
          name="clientId"
          label="Client id"
          hint="It never changes."
          defaultValue={values.clientId}
          error={faults.clientId}
        />
      ) : (
        <input type="hidden" name="clientId" value={values.clientId} />
      )}
      <Field
        name="name"
        label="Name"
        hint="What consumers know it by."
        defaultValue={values.name}
        error={faults.name}
      />
      <Field
        name="description"
        label="Description"
        defaultValue={values.description}
        error={faults.description}
      />
      <CheckboxList
        name="permissions"
        legend="Permissions that it may ask for"
        legendSize="label"
        error={faults.permissions}
        items={permissions.map(({ id, label }) => ({
          value: id,
          label,
          hint: id,
          checked: chosen.includes(id),
        }))}
      />
      {areas.map((area) => (
        <TextArea key={area.name} {...area} defaultValue={values[area.name]} error={faults[area.name]} />
      ))}
      <LogoField logo={values.logo} error={faults.logoFile} />
      <p className="flex flex-wrap gap-3">
        <Button>Go on to review</Button>
        <LinkButton href={back} variant="quiet">
          Cancel
        </LinkButton>
      </p>
    </form>
  )
}

function LogoField({ logo, error }: { logo: string | undefined; error: string | undefined }) {
  return (
    <div className="space-y-3">
      <Field
        name="logoFile"
        label="Logo"
        type="file"
        accept="image/png"
        hint="A PNG of at most 24 KB, 32 to 512 pixels wide and high. We keep the picture and serve it ourselves."
        error={error}
      />
      {logo && (
        <>
          {/* biome-ignore lint/performance/noImgElement: it is small, ours, and never changes under its address */}
          <img
            src={`/register/logos/${logo}.png`}
            alt="The logo so far"
            className="size-16 rounded-md bg-[white] object-contain p-1"
          />
          <input type="hidden" name="logo" value={logo} />
          <CheckboxList
            name="logoGone"
            legend="The logo so far"
            legendSize="label"
            items={[{ value: 'yes', label: 'Take it away' }]}
          />
        </>
      )}
    </div>
  )
}
