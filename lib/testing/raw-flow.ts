import type { JWK } from 'jose'
import type { TestBrowser } from './browser.ts'
import {
  type Answer,
  encodeForm,
  type Form,
  type Members,
  makeSigningKey,
  random,
  type SigningKey,
  send,
  sha256,
  signAssertion,
  signProof,
  withAssertion,
} from './raw-client.ts'

export interface RawClient {
  issuer: string
  clientId: string
  privateJwk: JWK
  redirectUri: string
}

/** What one request does differently from the right one. */
export interface Change {
  form?: Form
  /** Headers in place of those that belong there */
  headers?: Record<string, string>
  /** Goes to another address of the node */
  path?: string
  /** Claims of the client assertion; null sends none */
  assertion?: Members | null
  assertionHeader?: Members
  /** Claims of the DPoP proof; null sends none */
  proof?: Members | null
  proofHeader?: Members
  /** Proves with another key */
  key?: SigningKey
  /** Comes from another client */
  client?: RawClient
}

/** One authorisation from pushed request to data, in raw requests: nothing is checked or put right on the way. */
export class RawFlow {
  readonly client: RawClient
  readonly key: SigningKey
  readonly detail: Members
  readonly verifier = random()
  readonly state = random()
  readonly nonce = random()
  requestUri = ''
  code = ''
  accessToken = ''
  refreshToken = ''
  idToken = ''

  constructor(client: RawClient, key: SigningKey, detail: Members) {
    this.client = client
    this.key = key
    this.detail = detail
  }

  static async start(client: RawClient, detail: Members): Promise<RawFlow> {
    return new RawFlow(client, await makeSigningKey(), detail)
  }

  /** The parameters of the right request (RFC 6749 4.1.1, RFC 7636 4.3, RFC 9396 2). */
  parameters(): Form {
    return {
      response_type: 'code',
      redirect_uri: this.client.redirectUri,
      scope: 'openid energy:read',
      code_challenge: sha256(this.verifier),
      code_challenge_method: 'S256',
      state: this.state,
      nonce: this.nonce,
      authorization_details: JSON.stringify([this.detail]),
    }
  }

  /** RFC 9126. Proves a key only when told to. */
  async push(change: Change = {}): Promise<Answer> {
    const answer = await this.#post('/oauth/par', this.parameters(), { proof: null, ...change })
    this.requestUri = String(answer.body.request_uri ?? this.requestUri)
    return answer
  }

  /** The address that the browser is sent to. */
  address(query: Form = {}): string {
    const parameters = { client_id: this.client.clientId, request_uri: this.requestUri, ...query }
    return `${this.client.issuer}/oauth/auth?${encodeForm(parameters)}`
  }

  /** Lets a browser follow the request to its end, and returns where that is. */
  async authorise(browser: TestBrowser, query: Form = {}): Promise<URL> {
    const end = new URL(await browser.follow(this.address(query)))
    this.code = end.searchParams.get('code') ?? this.code
    return end
  }

  redeem(change: Change = {}): Promise<Answer> {
    const { code, verifier } = this
    const { redirectUri } = this.client
    return this.#tokens(
      { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier },
      change,
    )
  }

  refresh(change: Change = {}): Promise<Answer> {
    return this.#tokens({ grant_type: 'refresh_token', refresh_token: this.refreshToken }, change)
  }

  /** GETs from the data API. */
  async read(change: Change = {}): Promise<Answer> {
    const path = change.path ?? '/energy/v1/supply-points'
    const proof = await this.#proof(
      'GET',
      path.split('?', 1)[0] ?? path,
      { ath: sha256(this.accessToken) },
      change,
    )
    const headers = { authorization: `DPoP ${this.accessToken}`, ...proof, ...change.headers }
    return send(this.client.issuer + path, { headers })
  }

  async #tokens(form: Form, change: Change): Promise<Answer> {
    const answer = await this.#post('/oauth/token', form, change)
    this.accessToken = String(answer.body.access_token ?? this.accessToken)
    this.refreshToken = String(answer.body.refresh_token ?? this.refreshToken)
    this.idToken = String(answer.body.id_token ?? this.idToken)
    return answer
  }

  async #post(path: string, form: Form, change: Change): Promise<Answer> {
    const client = change.client ?? this.client
    const assertion =
      change.assertion === null
        ? undefined
        : await signAssertion(client, change.assertion, change.assertionHeader)
    const proof = await this.#proof('POST', path, {}, change)
    return send(client.issuer + (change.path ?? path), {
      form: { ...withAssertion(client.clientId, assertion), ...form, ...change.form },
      headers: { ...proof, ...change.headers },
    })
  }

  async #proof(htm: string, path: string, bound: Members, change: Change): Promise<Record<string, string>> {
    const { proof, proofHeader, key = this.key } = change
    if (proof === null) return {}
    const claims = { htm, htu: this.client.issuer + path, ...bound, ...proof }
    return { dpop: await signProof(key, claims, proofHeader) }
  }
}
