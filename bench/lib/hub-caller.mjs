import { Agent, request } from 'node:http';
import { decodeResponse, encodeCall } from '@kojikit/protocol';

const agent = new Agent({ keepAlive: true, maxSockets: 2000 });

/** A session at any hub of Koji's API, of ours or another: one call at a time, as its call numbers want it. */
export class HubCaller {
  #url;
  #headers = {};
  #number = 0;
  #last = Promise.resolve();
  #observe;

  /** @param {(method: string, milliseconds: number) => void} observe is told of every call how long it took. */
  constructor(url, observe = () => undefined, session = undefined) {
    this.#url = url;
    this.#observe = observe;
    if (session !== undefined) this.#enter(session);
  }

  async login(user, password) {
    this.#enter(await this.call('login', user, password));
  }

  /** A session below this one. */
  async subsession() {
    const session = await this.call('subsession');
    return Object.assign(new HubCaller(this.#url, this.#observe, session), { id: session['session-id'] });
  }

  /** Calls when the calls before it have ended. Throws the fault that comes back. */
  call(method, ...params) {
    const answer = this.#last.then(() => this.#send(method, params));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  #enter(session) {
    this.#headers = {
      'koji-session-id': String(session['session-id']),
      'koji-session-key': session['session-key'],
    };
  }

  async #send(method, params) {
    const body = Buffer.from(encodeCall(method, params));
    const headers = { 'content-type': 'text/xml', 'content-length': body.length, ...this.#headers };
    if ('koji-session-id' in headers) headers['koji-session-callnum'] = String((this.#number += 1));
    const start = performance.now();
    const text = await post(this.#url, headers, body);
    this.#observe(method, performance.now() - start);
    return decodeResponse(text);
  }
}

function post(url, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.once('error', reject);
      response.once('end', () => resolve(Buffer.concat(parts).toString()));
    });
    sent.once('error', (error) => {
      // A connection that the hub has closed while it was idle: nothing was asked on it.
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(post(url, headers, body));
      else reject(error);
    });
    sent.end(body);
  });
}
