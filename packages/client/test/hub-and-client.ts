import { createClient, type Client, type ClientOptions } from '../src/index.js';
import { ScriptedHub, type Behaviour, type Seen } from './scripted-hub.js';

export const open: { hubs: ScriptedHub[]; clients: Client[] } = { hubs: [], clients: [] };

/** A hub with this behaviour and a client for it; `closeAll` ends both. */
export async function start(behaviour: Behaviour, options: Partial<ClientOptions> = {}) {
  const hub = await ScriptedHub.start(behaviour);
  const client = createClient({ url: hub.url, retryInterval: 0.01, ...options });
  open.hubs.push(hub);
  open.clients.push(client);
  return { hub, client };
}

/** A hub that lets everybody in, and answers the rest with `behaviour`. */
export const withLogin =
  (behaviour: Behaviour, headerAuth = true): Behaviour =>
  (seen, response) => {
    if (seen.method !== 'login') return behaviour(seen, response);
    return { 'session-id': 7, 'session-key': 'secret', ...(headerAuth && { 'header-auth': true }) };
  };

export const auth = { type: 'password', user: 'alice', password: 'pw' } as const;
/** The call number that each request came with. */
export const callNumbers = (seen: readonly Seen[]) => seen.map((one) => one.headers['koji-session-callnum']);

export async function closeAll(): Promise<void> {
  for (const client of open.clients.splice(0)) client.close();
  for (const hub of open.hubs.splice(0)) await hub[Symbol.asyncDispose]();
}
