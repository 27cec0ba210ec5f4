import { UsageError } from '../errors.js';
import type { Option, OptionSwitch, OptionTable, OptionValues } from './option.js';

/** What was read from a command line. */
export interface ParsedOptions<O> {
  values: OptionValues<O>;
  /** The arguments that are no options, in order. */
  args: string[];
  /** `-h` or `--help` was met; nothing behind it was looked at. */
  help: boolean;
}

interface Spelling {
  key: string;
  /** Missing for the built-in help switch. */
  how?: OptionSwitch<unknown>;
}

/**
 * Reads options as Python's optparse does, which scripts written for Koji rely on: long options may be shortened
 * while they stay unique, values may stick to their option (`-xVALUE`, `--opt=VALUE`), single letters may be
 * joined, `--` ends the options. With `interspersed` off (global options) the first other argument ends them too.
 *
 * @throws UsageError with optparse's message
 */
export function parseOptions<O extends OptionTable>(
  table: O,
  argv: readonly string[],
  { interspersed = true }: { interspersed?: boolean } = {},
): ParsedOptions<O> {
  const spellings = spellingsOf(table);
  const values: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(table)) values[key] = option.initial();
  const rest = [...argv];
  const args: string[] = [];
  const done = (help: boolean): ParsedOptions<O> => ({ values: values as OptionValues<O>, args, help });

  const take = (how: OptionSwitch<unknown> | undefined, name: string): string => {
    const wanted = valueCount(how);
    if (rest.length < wanted) {
      throw new UsageError(`${name} option requires ${wanted} argument${wanted === 1 ? '' : 's'}`);
    }
    return rest.splice(0, wanted).join('\0');
  };
  const apply = ({ key, how }: Spelling, text: string, name: string): void => {
    values[key] = how?.apply(values[key], text, name);
  };

  while (rest.length > 0) {
    const arg = rest[0] as string;
    if (arg === '--') {
      rest.shift();
      break;
    }
    if (arg.startsWith('--')) {
      rest.shift();
      const equals = arg.indexOf('=');
      const name = completeName(equals < 0 ? arg : arg.slice(0, equals), [...spellings.keys()]);
      const spelling = spellings.get(name) as Spelling;
      if (equals >= 0) {
        if (valueCount(spelling.how) === 0) throw new UsageError(`${name} option does not take a value`);
        rest.unshift(arg.slice(equals + 1));
      }
      if (!spelling.how) return done(true);
      apply(spelling, take(spelling.how, name), name);
    } else if (arg.startsWith('-') && arg.length > 1) {
      rest.shift();
      let letters = arg.slice(1);
      while (letters !== '') {
        const name = `-${String.fromCodePoint(letters.codePointAt(0) as number)}`;
        letters = letters.slice(name.length - 1);
        const spelling = spellings.get(name);
        if (!spelling) throw new UsageError(`no such option: ${name}`);
        if (!spelling.how) return done(true);
        if (valueCount(spelling.how) > 0 && letters !== '') {
          rest.unshift(letters);
          letters = '';
        }
        apply(spelling, take(spelling.how, name), name);
      }
    } else if (interspersed) {
      args.push(rest.shift() as string);
    } else {
      break;
    }
  }
  args.push(...rest);
  return done(false);
}

function valueCount(how: OptionSwitch<unknown> | undefined): number {
  return how?.count ?? (how?.metavar === undefined ? 0 : 1);
}

function spellingsOf(table: OptionTable): Map<string, Spelling> {
  const spellings = new Map<string, Spelling>([
    ['-h', { key: '' }],
    ['--help', { key: '' }],
  ]);
  for (const [key, option] of Object.entries<Option<unknown>>(table)) {
    for (const how of option.switches) {
      for (const name of how.names) spellings.set(name, { key, how });
    }
  }
  return spellings;
}

function completeName(given: string, names: readonly string[]): string {
  if (names.includes(given)) return given;
  const possible = names.filter((name) => name.startsWith('--') && name.startsWith(given));
  if (possible.length === 1) return possible[0] as string;
  if (possible.length === 0) throw new UsageError(`no such option: ${given}`);
  throw new UsageError(`ambiguous option: ${given} (${possible.sort().join(', ')}?)`);
}
