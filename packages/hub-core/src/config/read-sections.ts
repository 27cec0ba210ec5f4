import { hint, type ConfigProblem, type IniDocument, type IniSection } from '@kojikit/protocol';
import { hubOptions, type HubOptionName } from './hub-options.js';
import type { Option } from './option.js';
import type { PolicyText } from './policy-text.js';
import { readOption } from './read-option.js';
import { leftoverOptions } from './leftover-options.js';
import { keysOf } from '../keys-of.js';

const names = keysOf(hubOptions);
const byFoldedName = new Map(
  names.filter((name) => name !== 'DBhost').map((name) => [name.toLowerCase(), name]),
);

const leftovers = new Map(
  Object.entries(leftoverOptions).map(([name, fate]) => [name.toLowerCase(), { name, fate }]),
);

/** The option that a key means, without minding case. */
export function optionNamed(key: string): HubOptionName | undefined {
  return byFoldedName.get(key.toLowerCase());
}

interface Collected {
  readonly values: Record<string, unknown>;
  /** Where each option was set, by option name. */
  readonly places: Map<string, ConfigProblem>;
  readonly problems: ConfigProblem[];
  readonly warnings: ConfigProblem[];
}

/**
 * Reads `[hub]` into `into.values`, and what is wrong with it into `into.problems`. What Koji passes over is only warned
 * of, unless it looks like a slip of the pen.
 */
export function readHubSection(source: IniDocument, section: IniSection, into: Collected): void {
  for (const entry of section.entries) {
    const place = { file: source.file, line: entry.line };
    const name = optionNamed(entry.key);
    if (name === undefined) {
      passOver(entry.key, place, into);
      continue;
    }
    into.places.set(name, { ...place, message: '' });
    const option: Option<unknown> = hubOptions[name];
    const read = readOption(option, entry.value);
    if ('wrong' in read) {
      into.problems.push({ ...place, message: `${name} ${read.wrong}` });
      continue;
    }
    into.values[name] = read.value;
    if (read.doubt !== undefined) into.warnings.push({ ...place, message: `${name} ${read.doubt}` });
  }
}

function passOver(key: string, place: Omit<ConfigProblem, 'message'>, into: Collected): void {
  const leftover = leftovers.get(key.toLowerCase());
  if (leftover !== undefined) {
    into.warnings.push({ ...place, message: `${leftover.name} has no effect here: ${leftover.fate}` });
    return;
  }
  const meant = hint(key, names);
  const list = meant === '' ? into.warnings : into.problems;
  list.push({ ...place, message: `unknown option ${key} in [hub]${meant || ', passed over'}` });
}

/** The rules of `[policy]` by policy name. */
export function readPolicySection(source: IniDocument, section: IniSection): Record<string, PolicyText> {
  return Object.fromEntries(
    section.entries.map(({ key, lines }) => [
      key,
      { name: key, file: source.file, lines } satisfies PolicyText,
    ]),
  );
}
