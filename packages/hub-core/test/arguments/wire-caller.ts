import {
  decodeWireResponse,
  encodeWireCall,
  type ScenarioTarget,
  type WireValue,
} from '@kojikit/testing/conformance';
import type { Arguments } from './base-calls.js';
import { seed } from './seed.js';

export type Reply = { result: WireValue } | { fault: { code: number; string: string } };

/** A hub that the calls go to, and the database behind it. */
export interface ArgumentsTarget extends ScenarioTarget {
  runSql(statement: string): Promise<void>;
}

/** Talks to one hub, over the network or inside of this process, with values as they are on the wire. */
export class WireCaller {
  private readonly sessions = new Map<string, { id: string; key: string; number: number }>();

  constructor(private readonly target: ArgumentsTarget) {}

  /** Calls as kojiadmin. What is no answer of XML-RPC comes as a fault with the HTTP status as its code. */
  call(method: string, args: Arguments): Promise<Reply> {
    return this.callAs('kojiadmin', method, [{ ...args, __starstar: true }]);
  }

  /** Makes the data that all calls are about. */
  async makeSeed(): Promise<void> {
    for (const step of seed) {
      let reply: Reply | undefined;
      if ('password' in step) await this.target.setPassword(step.password, 'pw');
      else if ('sql' in step) await this.target.runSql(step.sql);
      else {
        const keywords = Object.keys(step.kw ?? {}).length > 0 ? [{ ...step.kw, __starstar: true }] : [];
        reply = await this.callAs(step.as ?? 'kojiadmin', step.call, [...(step.args ?? []), ...keywords]);
      }
      if (reply !== undefined && 'fault' in reply) {
        throw new Error(`${JSON.stringify(step)}: ${reply.fault.code} ${reply.fault.string}`);
      }
    }
  }

  async callAs(user: string | undefined, method: string, params: readonly WireValue[]): Promise<Reply> {
    return this.send(
      '',
      { 'content-type': 'text/xml', ...(await this.authentication(user)) },
      encodeWireCall(method, params),
    );
  }

  private async send(query: string, headers: Record<string, string>, body: string | Buffer): Promise<Reply> {
    const response = await this.target.request({ method: 'POST', query, headers, body: Buffer.from(body) });
    if (response.status !== 200) return { fault: { code: response.status, string: response.body } };
    return decodeWireResponse(response.body);
  }

  private async authentication(user: string | undefined): Promise<Record<string, string>> {
    if (user === undefined) return {};
    let session = this.sessions.get(user);
    if (session === undefined) {
      const reply = await this.callAs(undefined, 'login', [user, 'pw']);
      if ('fault' in reply) throw new Error(`login of ${user}: ${reply.fault.string}`);
      const { 'session-id': id, 'session-key': key } = reply.result as {
        'session-id': number;
        'session-key': string;
      };
      session = { id: String(id), key, number: 0 };
      this.sessions.set(user, session);
    }
    return {
      'koji-session-id': session.id,
      'koji-session-key': session.key,
      'koji-session-callnum': String(session.number++),
    };
  }
}
