import { GenericError } from '@kojikit/protocol';
import type { HubSession } from './hub-session.js';

/** Calls a method of a plugin of Koji's hub that makes a task. Throws GenericError when the answer is no number of a task. */
export async function taskMadeBy(
  hub: HubSession,
  method: string,
  keywords: Readonly<Record<string, unknown>>,
): Promise<number> {
  const id = await hub.callUnchecked(method, [], keywords);
  if (typeof id === 'number') return id;
  throw new GenericError(`${method} did not answer with the number of a task`);
}
