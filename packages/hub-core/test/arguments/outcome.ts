import type { WireValue } from '@kojikit/testing/conformance';
import type { Reply, WireCaller } from './wire-caller.js';
import type { Variation } from './variations.js';

const RUNTIME_TEXT =
  /raised an exception|missing \d+ required|takes .* positional argument|unexpected keyword argument|multiple values for/;
const DATE = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)?$/;
const TIME_NAME = /(^|_)(ts|time|update)$/;
const ID_NAME = /(^|_)(id|event|eventid|events|epoch_id)$/i;

/**
 * Carries out one call of the table and says what came of it: `1000 No such entry …` or the result as JSON with sorted
 * names and rows. Texts that are worded by Koji's language or its database are left out, so are times; of calls that
 * write, ids as well, since sequences go on when a call fails.
 */
export async function outcomeOf(caller: WireCaller, variation: Variation): Promise<string> {
  for (const [method, args] of variation.before) {
    const reply = await caller.call(method, args);
    if ('fault' in reply) return `before: ${method}: ${faultText(reply.fault)}`;
  }
  const reply = await caller.call(variation.method, variation.args);
  const outcome = describe(reply, variation.writes);
  if (variation.after === undefined || 'fault' in reply) return outcome;
  const [method, args] = variation.after;
  return `${outcome} then ${describe(await caller.call(method, args), true)}`;
}

function describe(reply: Reply, loose: boolean): string {
  return 'fault' in reply ? faultText(reply.fault) : canonical(reply.result, loose);
}

function faultText({ code, string }: { code: number; string: string }): string {
  if (code === 1) return '1';
  if (RUNTIME_TEXT.test(string)) return `${code} of the language`;
  return `${code} ${string.replaceAll(/<xmlrpc.client.Binary object[^>]*>|<DateTime [^>]*>/g, '<object>')}`;
}

function canonical(value: WireValue, loose: boolean, name = ''): string {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, loose, name));
    return `[${(items.some((item) => item.startsWith('{')) ? items.sort() : items).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    if ('$double' in value) {
      const number = Number(value['$double']);
      return number > 1e9 ? 'TIME' : `${number}.`;
    }
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([member, content]) => `${member}: ${canonical(content, loose, member)}`).join(', ')}}`;
  }
  if (typeof value === 'string') return DATE.test(value) ? 'TIME' : JSON.stringify(value);
  if (typeof value === 'number') {
    if (value > 1e9 && TIME_NAME.test(name)) return 'TIME';
    if (loose && (name === '' || ID_NAME.test(name))) return 'ID';
  }
  return String(value);
}
