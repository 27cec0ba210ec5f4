import type yargsParser from 'yargs-parser';
// Without what yargs has for Node: that reads configuration files, and takes a short command's time to load.
// @ts-expect-error -- the types know the package's first entry alone
import parser from 'yargs-parser/browser';
import { InvalidValue, type Option, type OptionTable, type OptionValues } from '../options/option.js';
import { UsageError } from '../usage-error.js';
import { normalise, type GivenSwitch, type LineRules } from './normalise.js';

const parse = parser as typeof yargsParser;

/** What was read from a command line. */
export interface ParsedOptions<O> {
  readonly values: OptionValues<O>;
  /** The arguments that are no options, in order. */
  readonly args: readonly string[];
  /** `-h`, `--help` or `--version` was met; nothing behind it was looked at. */
  readonly asked?: 'help' | 'version';
}

/** What yargs does to a command line unasked. */
const PLAIN = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'nargs-eats-options': true,
  'parse-numbers': false,
  'parse-positional-numbers': false,
};

/**
 * Reads options in all spellings that Python's optparse knows. Of several mistakes the first on the line counts. Throws
 * UsageError with optparse's message.
 */
export function parseOptions<O extends OptionTable>(
  table: O,
  argv: readonly string[],
  rules: LineRules = {},
): ParsedOptions<O> {
  const { given, args, stop } = normalise(table, argv, rules);
  const values = readValues(table, given);
  if (stop instanceof UsageError) throw stop;
  return { values: values as OptionValues<O>, args, asked: stop };
}

function readValues(table: OptionTable, given: readonly GivenSwitch[]): Record<string, unknown> {
  const options = Object.entries(table);
  const keysOf = (type: Option<unknown>['type']): string[] =>
    options.filter(([, option]) => option.type === type).map(([key]) => key);
  const texts = keysOf('string');
  const refused = new Map<string, InvalidValue>();
  const parsed = parse(given.flatMap(tokensOf), {
    boolean: keysOf('boolean'),
    count: keysOf('count'),
    string: texts,
    narg: Object.fromEntries(texts.map((key) => [key, 1])),
    configuration: PLAIN,
  });
  const values: Record<string, unknown> = {};
  for (const [key, option] of options) {
    try {
      values[key] = read(option, parsed[key]);
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      refused.set(key, error);
    }
  }
  for (const { key, name, text } of given) {
    const error = refused.get(key);
    if (error !== undefined && error.text === text)
      throw new UsageError(`option ${name}: ${error.message}`, { cause: error });
  }
  return values;
}

/** The form in which yargs takes a switch without any doubt: the option's name, and what it is set to. */
function tokensOf({ key, how, text }: GivenSwitch): string[] {
  if (text !== undefined) return [`--${key}`, text];
  return how.off ? [`--${key}`, 'false'] : [`--${key}`];
}

function read(option: Option<unknown>, found: unknown): unknown {
  switch (option.type) {
    case 'boolean':
      return option.read(typeof found === 'boolean' ? found : undefined);
    case 'count':
      return option.read(typeof found === 'number' ? found : undefined);
    case 'string':
      return option.read(found === undefined ? [] : [found].flat().map(String));
  }
}
