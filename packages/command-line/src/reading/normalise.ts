import { flag } from '../options/define-option.js';
import type { Option, OptionSwitch, OptionTable } from '../options/option.js';
import { UnknownWord, UsageError } from '../usage-error.js';

/** A switch on the command line, as it is spelled in full. */
export interface GivenSwitch {
  /** The option's name in its table. */
  readonly key: string;
  /** The spelling, completed where it was cut short. */
  readonly name: string;
  readonly how: OptionSwitch;
  /** The value, where the switch takes one. */
  readonly text?: string;
}

/** A command line in canonical form. */
export interface NormalisedLine {
  readonly given: readonly GivenSwitch[];
  /** The arguments that are no options, in order. */
  readonly args: readonly string[];
  /** Whether an option may follow. */
  readonly open: boolean;
  /** Why nothing behind it was looked at: the user asks for help or version, or made a mistake. */
  readonly stop?: 'help' | 'version' | UsageError;
}

/** How a line is read. */
export interface LineRules {
  /** Whether options may stand behind other arguments. Default: true. */
  readonly interspersed?: boolean;
  /** Whether `--version` is an option. Default: false. */
  readonly version?: boolean;
}

/** A switch at the end of the line lacks its value. */
export class MissingValue extends UsageError {
  constructor(
    name: string,
    readonly key: string,
    readonly how: OptionSwitch,
  ) {
    const count = how.values ?? 1;
    super(`${name} option requires ${count} argument${count === 1 ? '' : 's'}`);
  }
}

/** Options that no table needs to list. */
export const HELP = flag(['-h', '--help'], 'show this help message and exit');
/** Ours: a spelling cut short never means it where it can mean an option of Koji's. */
export const VERSION = flag('--version', 'show the version and exit');

/**
 * Puts a command line into canonical form. It accepts what Python's optparse does, which scripts written for Koji rely on: long options may be
 * shortened while they stay unique, values may stick to their option (`-xVALUE`, `--opt=VALUE`), single letters may be
 * joined, `--` ends the options. Without `interspersed` (options of the program) the first other argument ends them too.
 */
export function normalise(
  table: OptionTable,
  argv: readonly string[],
  rules: LineRules = {},
): NormalisedLine {
  return new Line(table, argv, rules).read();
}

interface Spelling {
  readonly key: string;
  readonly how: OptionSwitch;
  readonly asks?: 'help' | 'version';
}

class Line {
  private readonly spellings = new Map<string, Spelling>();
  private readonly rest: string[];
  private readonly given: GivenSwitch[] = [];
  private readonly args: string[] = [];
  private readonly interspersed: boolean;
  private open = true;

  constructor(
    table: OptionTable,
    argv: readonly string[],
    { interspersed = true, version = false }: LineRules,
  ) {
    this.rest = [...argv];
    this.interspersed = interspersed;
    this.know('', HELP, 'help');
    if (version) this.know('', VERSION, 'version');
    for (const [key, option] of Object.entries(table)) this.know(key, option);
  }

  read(): NormalisedLine {
    let stop: NormalisedLine['stop'];
    try {
      stop = this.readOptions();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      stop = error;
    }
    if (stop === undefined) this.args.push(...this.rest);
    return { given: this.given, args: this.args, open: this.open, stop };
  }

  private readOptions(): 'help' | 'version' | undefined {
    for (let arg = this.rest[0]; arg !== undefined; arg = this.rest[0]) {
      const isOption = arg.startsWith('-') && arg !== '-';
      this.open = arg !== '--' && (isOption || this.interspersed);
      if (!this.open) {
        if (arg === '--') this.rest.shift();
        return undefined;
      }
      this.rest.shift();
      if (!isOption) this.args.push(arg);
      else {
        const asked = arg.startsWith('--') ? this.readLong(arg) : this.readLetters(arg.slice(1));
        if (asked !== undefined) return asked;
      }
    }
    return undefined;
  }

  private readLong(arg: string): Spelling['asks'] {
    const equals = arg.indexOf('=');
    const name = this.complete(equals < 0 ? arg : arg.slice(0, equals));
    const spelling = this.spelling(name);
    if (equals >= 0) {
      if (spelling.how.metavar === undefined) throw new UsageError(`${name} option does not take a value`);
      this.rest.unshift(arg.slice(equals + 1));
    }
    return this.take(spelling, name);
  }

  private readLetters(letters: string): Spelling['asks'] {
    let left = letters;
    while (left !== '') {
      const name = `-${String.fromCodePoint(left.codePointAt(0) as number)}`;
      left = left.slice(name.length - 1);
      const spelling = this.spelling(name);
      if (spelling.how.metavar !== undefined && left !== '') {
        this.rest.unshift(left);
        left = '';
      }
      const asked = this.take(spelling, name);
      if (asked !== undefined) return asked;
    }
    return undefined;
  }

  private take({ key, how, asks }: Spelling, name: string): Spelling['asks'] {
    if (asks !== undefined) return asks;
    if (how.metavar === undefined) this.given.push({ key, name, how });
    else {
      const count = how.values ?? 1;
      const texts = this.rest.splice(0, count);
      if (texts.length < count) throw new MissingValue(name, key, how);
      for (const text of texts) this.given.push({ key, name, how, text });
    }
    return undefined;
  }

  private complete(given: string): string {
    const long = [...this.spellings.keys()].filter((name) => name.startsWith('--'));
    if (long.includes(given)) return given;
    const possible = long.filter((name) => name.startsWith(given)).sort();
    const first = possible.filter((name) => this.spellings.get(name)?.asks !== 'version');
    const [only, other] = first.length > 0 ? first : possible;
    if (only === undefined) throw this.unknown(given);
    if (other === undefined) return only;
    throw new UsageError(`ambiguous option: ${given} (${first.join(', ')}?)`);
  }

  private spelling(name: string): Spelling {
    const spelling = this.spellings.get(name);
    if (spelling === undefined) throw this.unknown(name);
    return spelling;
  }

  private unknown(name: string): UnknownWord {
    return new UnknownWord(`no such option: ${name}`, name, [...this.spellings.keys()]);
  }

  private know(key: string, option: Option<unknown>, asks?: Spelling['asks']): void {
    for (const how of option.switches) {
      for (const name of how.names) this.spellings.set(name, { key, how, asks });
    }
  }
}
