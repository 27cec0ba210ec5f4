import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SavedValues } from './saved-values.js';
import type { Scenario, Step } from './scenario.js';
import { decodeWireResponse, encodeWireCall } from './wire-codec.js';
import { asText, isStruct, type WireStruct, type WireValue } from './wire-value.js';

/** The hub that a scenario talks to. */
export interface ScenarioTarget {
  /** Sends one HTTP request. `query` comes without its question mark. */
  request(request: ScenarioRequest): Promise<ScenarioResponse>;
  /** Gives an existing user this password by any means but the API. */
  setPassword(user: string, password: string): Promise<void>;
  /** Takes the queued messages out of the queue: `{ address, props, body }` with the body parsed. */
  takeMessages?(): Promise<WireValue[]>;
}

/** A request of a recorded conversation. */
export interface ScenarioRequest {
  readonly method: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a hub returned to it. */
export interface ScenarioResponse {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** What came of a step; a control step leaves it empty. */
export interface Outcome {
  readonly result?: WireValue;
  readonly fault?: { code: number; string: string };
  readonly http?: { status: number; type?: string | null; body: string };
  /** The messages that the step queued, where the scenario asks for them. */
  readonly messages?: WireValue[];
  /** Why the step could not be carried out. */
  readonly error?: string;
}

interface Session {
  readonly id: WireValue;
  readonly key: WireValue;
  callNumber: number;
}

const DEFAULT_PASSWORD = 'pw';

const UPLOAD_PARAMETERS = [
  ['path', 'filepath'],
  ['name', 'filename'],
  ['verify', 'fileverify'],
  ['offset', 'offset'],
  ['overwrite', 'overwrite'],
  ['volume', 'volume'],
] as const;

/** Carries out the steps of one scenario. */
export class ScenarioRun {
  private readonly saved: SavedValues;
  private readonly sessions = new Map<string, Session>();
  private readonly passwords = new Map<string, string>();

  constructor(
    private readonly scenario: Scenario,
    private readonly target: ScenarioTarget,
  ) {
    this.saved = new SavedValues(scenario.directory);
  }

  /** Every step with what came of it. A step that cannot be carried out does not stop the ones after it. */
  async *steps(): AsyncGenerator<{ number: number; step: Step; outcome: Outcome }> {
    for (const [index, step] of this.scenario.steps.entries()) {
      let outcome: Outcome;
      try {
        outcome = await this.execute(step);
      } catch (error) {
        outcome = { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
      }
      if (this.scenario.messages && this.target.takeMessages) {
        outcome = { ...outcome, messages: await this.target.takeMessages() };
      }
      for (const [name, path] of Object.entries(step.save ?? {})) this.saved.save(name, outcome.result, path);
      yield { number: index + 1, step, outcome };
    }
  }

  private async execute(step: Step): Promise<Outcome> {
    if (step.sql_setpassword !== undefined) {
      const [user, password] = step.sql_setpassword;
      await this.target.setPassword(user, password);
      this.passwords.set(user, password);
      return {};
    }
    if (step.forget !== undefined) {
      this.sessions.delete(step.forget);
      return {};
    }
    const session = await this.session(step.as ?? null);
    if (step.raw !== undefined) return this.raw(session, step.raw);
    if (step.upload !== undefined) return this.upload(session, this.saved.resolve(step.upload) as WireStruct);
    const args = this.saved.resolve(step.args ?? []) as WireValue[];
    const keywords = this.saved.resolve(step.kwargs ?? {}) as WireStruct;
    if (Object.keys(keywords).length > 0) args.push({ ...keywords, __starstar: true });
    const outcome = await this.call(session, step.method!, args, step);
    if (step.open !== undefined && isStruct(outcome.result)) {
      this.sessions.set(`@${step.open}`, openSession(outcome.result));
    }
    return outcome;
  }

  private async session(who: string | null): Promise<Session | undefined> {
    if (who === null) return undefined;
    const known = this.sessions.get(who);
    if (known !== undefined) return known;
    if (who.startsWith('@')) throw new Error(`no step opened the session ${who}`);
    const password = this.passwords.get(who) ?? DEFAULT_PASSWORD;
    const outcome = await this.call(undefined, 'login', [who, password], {});
    if (!isStruct(outcome.result)) {
      throw new Error(`implicit login of ${who} failed: ${JSON.stringify(outcome)}`);
    }
    const session = openSession(outcome.result);
    this.sessions.set(who, session);
    return session;
  }

  private async call(
    session: Session | undefined,
    method: string,
    args: readonly WireValue[],
    { callnum, auth }: Pick<Step, 'callnum' | 'auth'>,
  ): Promise<Outcome> {
    const authentication = authenticate(session, callnum, auth);
    const { status, body } = await this.target.request({
      method: 'POST',
      query: authentication.query,
      headers: { 'content-type': 'text/xml', 'user-agent': 'koji/1', ...authentication.headers },
      body: Buffer.from(encodeWireCall(method, args)),
    });
    return status === 200 ? decodeWireResponse(body) : { http: { status, body } };
  }

  private async upload(session: Session | undefined, upload: WireStruct): Promise<Outcome> {
    const content = upload['file'];
    const authentication = authenticate(session);
    const query = new URLSearchParams();
    for (const [member, parameter] of UPLOAD_PARAMETERS) {
      const value = upload[member];
      if (value !== undefined) query.append(parameter, asText(value));
    }
    const { status, body } = await this.target.request({
      method: 'POST',
      query: query.toString(),
      headers: { 'content-type': 'application/octet-stream', ...authentication.headers },
      body:
        typeof content === 'string'
          ? readFileSync(join(this.scenario.directory, content))
          : Buffer.from(asText(upload['text'] ?? '')),
    });
    return status === 200 ? decodeWireResponse(body) : { http: { status, body } };
  }

  private async raw(session: Session | undefined, raw: WireStruct): Promise<Outcome> {
    const named = Object.entries(this.saved.resolve(raw['headers'] ?? {}) as WireStruct);
    const authentication = authenticate(session);
    const { status, contentType, body } = await this.target.request({
      method: asText(raw['verb'] ?? 'POST'),
      query: '',
      headers: {
        'content-type': asText(raw['content_type'] ?? 'text/xml'),
        ...Object.fromEntries(named.map(([name, value]) => [name.toLowerCase(), asText(value)])),
        ...authentication.headers,
      },
      body: Buffer.from(asText(raw['body'] ?? '')),
    });
    return status === 200 ? decodeWireResponse(body) : { http: { status, type: contentType ?? null, body } };
  }
}

function openSession(result: WireStruct): Session {
  return { id: result['session-id']!, key: result['session-key']!, callNumber: 0 };
}

/** The headers or the query string that say which session calls. Without a given call number the session counts. */
function authenticate(
  session: Session | undefined,
  callNumber?: number | null,
  style: 'url' | 'header' = 'header',
): { query: string; headers: Record<string, string> } {
  if (session === undefined) return { query: '', headers: {} };
  const number = callNumber === undefined ? session.callNumber++ : callNumber;
  const [id, key] = [asText(session.id), asText(session.key)];
  if (style === 'url') {
    const query = new URLSearchParams({ 'session-id': id, 'session-key': key });
    if (number !== null) query.append('callnum', asText(number));
    return { query: query.toString(), headers: {} };
  }
  return {
    query: '',
    headers: {
      'koji-session-id': id,
      'koji-session-key': key,
      ...(number === null ? {} : { 'koji-session-callnum': asText(number) }),
    },
  };
}
