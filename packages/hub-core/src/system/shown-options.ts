import type { HubConfig } from '../config/hub-config.js';
import { hubOptions } from '../config/hub-options.js';
import { keysOf } from '../keys-of.js';

/* Koji shows the database password here too; a secret has no place in an answer. */
const SECRET = new Set(['DBPass', 'DBConnectionString', 'DBDirectConnection']);

/** The hub's options as an admin may see them, with the policies; those that hold secrets are masked. */
export function shownOptions(config: HubConfig): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  for (const name of keysOf(hubOptions)) {
    const value = config[name];
    options[name] = value === undefined ? null : SECRET.has(name) && value !== '' ? '******' : value;
  }
  options['policy'] = Object.fromEntries(
    Object.entries(config.policy).map(([name, rules]) => [
      name,
      rules.lines.map(({ text }) => text).join('\n'),
    ]),
  );
  return options;
}
