import { hubOptions, type HubOptionName } from './hub-options.js';
import type { IniSource, SourceSection } from './ini-source.js';
import type { Option } from './option.js';
import type { PolicyText } from './policy-text.js';
import type { ConfigProblem } from './problem.js';
import { readOption } from './read-option.js';
import { hint } from './suggest.js';

const names = Object.keys(hubOptions) as HubOptionName[];
const byFoldedName = new Map(
  names.filter((name) => name !== 'DBhost').map((name) => [name.toLowerCase(), name]),
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
}

/** Reads `[hub]` into `into.values`, and what is wrong with it into `into.problems`. */
export function readHubSection(source: IniSource, section: SourceSection, into: Collected): void {
  for (const entry of section.entries) {
    const place = { file: source.file, line: entry.line };
    const name = optionNamed(entry.key);
    if (name === undefined) {
      into.problems.push({
        ...place,
        message: `unknown option ${entry.key} in [hub]${hint(entry.key, names)}`,
      });
      continue;
    }
    into.places.set(name, { ...place, message: '' });
    const read = readOption(hubOptions[name] as Option<unknown>, entry.value);
    if ('value' in read) into.values[name] = read.value;
    else into.problems.push({ ...place, message: `${name} ${read.wrong}` });
  }
}

/** The rules of `[policy]` by policy name. */
export function readPolicySection(source: IniSource, section: SourceSection): Record<string, PolicyText> {
  return Object.fromEntries(
    section.entries.map(({ key, lines }) => [
      key,
      { name: key, file: source.file, lines } satisfies PolicyText,
    ]),
  );
}
