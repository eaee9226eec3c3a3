import {
  Button,
  ButtonPair,
  Card,
  Details,
  ErrorSummary,
  LinkButton,
  Notice,
  Section,
} from '#components/ui/index.ts'
import { Example } from './example.tsx'

export function ActionExamples() {
  return (
    <Section heading="Actions and messages" id="actions">
      <Example name="ButtonPair: two answers of equal weight">
        <ButtonPair>
          <Button variant="choice" type="button">
            Allow sharing
          </Button>
          <Button variant="choice" type="button">
            Do not allow
          </Button>
        </ButtonPair>
      </Example>
      <Example name="Button: primary, quiet, danger; small; LinkButton">
        <div className="flex flex-wrap gap-3">
          <Button type="button">Continue</Button>
          <Button type="button" variant="quiet">
            Back
          </Button>
          <Button type="button" variant="danger">
            Stop sharing
          </Button>
          <Button type="button" variant="quiet" small>
            Sign out
          </Button>
          <LinkButton href="#actions" variant="quiet">
            See details
          </LinkButton>
        </div>
      </Example>
      <Messages />
    </Section>
  )
}

function Messages() {
  return (
    <>
      <Example name="ErrorSummary">
        <ErrorSummary
          errors={[
            { field: 'email', message: 'Enter your email address' },
            { field: 'meters', message: 'Choose at least one meter' },
          ]}
        />
      </Example>
      <Example name="Notice: info, caution, done">
        <Notice title="You will go back to Bramble Tariffs">
          The address is https://app.bramble.example
        </Notice>
        <Notice kind="caution" title="Half-hourly use can reveal your routine">
          It can show when you wake, cook and sleep, and when nobody is at home.
        </Notice>
        <Notice kind="done" title="Sharing has stopped">
          Bramble Tariffs can no longer see your data.
        </Notice>
      </Example>
      <Example name="Details">
        <Details summary="What half-hourly means">
          <p>Your meter writes down a total every 30 minutes: 48 figures on most days.</p>
        </Details>
      </Example>
      <Example name="Card with actions">
        <ConnectionCard />
      </Example>
    </>
  )
}

function ConnectionCard() {
  return (
    <Card
      heading="Bramble Tariffs"
      href="#actions"
      level={3}
      actions={
        <>
          <LinkButton href="#actions" variant="quiet" small>
            See details
          </LinkButton>
          <LinkButton href="#actions" variant="danger" small>
            Stop sharing
          </LinkButton>
        </>
      }
    >
      <p>To compare tariffs, using half-hourly electricity from 12 Alder Row.</p>
    </Card>
  )
}
