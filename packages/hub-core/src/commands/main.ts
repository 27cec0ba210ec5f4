import { parseArgs, type ParseArgsConfig } from 'node:util';
import { addUser } from './add-user.js';
import { check } from './check.js';
import { init } from './init.js';
import { serveCommand } from './serve.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

const USAGE = `Usage: koji-hub [--config FILE] COMMAND

  init [--admin NAME --password-file FILE] [--target NAME [--arches ARCHES]]
                                              create or upgrade the database; make the channels and permissions
                                              that plugins need, the first admin, and a target with tags NAME and
                                              NAME-build (default arches: this machine's)
  serve [--listen HOST:PORT] [--workers N]    answer calls; several workers need PostgreSQL
  user add NAME [--admin] [--host ARCHES [--channels NAMES]] --password-file FILE
                                              make an account, or a builder with its host (default channels:
                                              default, createrepo and those that plugins need)
  check                                       show every mistake in configuration, plugins and database, and what
                                              the database lacks

  --config FILE   hub.conf to read (default: /etc/koji-hub/hub.conf where it exists)
  --help          show this text
  --version       show the version

FILE '-' is standard input.
`;

type Values = Readonly<Record<string, string | boolean | undefined>>;

interface Command {
  readonly words: readonly string[];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly arguments: number;
  run(values: Values, positionals: readonly string[]): Promise<number>;
}

const COMMANDS: readonly Command[] = [
  {
    words: ['init'],
    options: {
      admin: { type: 'string' },
      'password-file': { type: 'string' },
      target: { type: 'string' },
      arches: { type: 'string' },
    },
    arguments: 0,
    run: (values) =>
      init(text(values, 'config'), {
        admin: text(values, 'admin'),
        passwordFile: text(values, 'password-file'),
        target: text(values, 'target'),
        arches: text(values, 'arches'),
      }),
  },
  {
    words: ['serve'],
    options: { listen: { type: 'string' }, workers: { type: 'string' } },
    arguments: 0,
    run: (values) => serveCommand(text(values, 'config'), text(values, 'listen'), text(values, 'workers')),
  },
  {
    words: ['user', 'add'],
    options: {
      admin: { type: 'boolean' },
      host: { type: 'string' },
      channels: { type: 'string' },
      'password-file': { type: 'string' },
    },
    arguments: 1,
    run: (values, [name = '']) =>
      addUser(text(values, 'config'), name, {
        admin: values['admin'] === true,
        arches: text(values, 'host'),
        channels: text(values, 'channels'),
        passwordFile: text(values, 'password-file'),
      }),
  },
  { words: ['check'], options: {}, arguments: 0, run: (values) => check(text(values, 'config')) },
];

const COMMON = {
  config: { type: 'string', short: 'c' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Runs `koji-hub`; answers the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await runCommand(argv);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`koji-hub: ${error.message}\nTry 'koji-hub --help'.\n`);
      return 2;
    }
    process.stderr.write(`koji-hub: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function runCommand(argv: readonly string[]): Promise<number> {
  const loose = parseArgs({ args: [...argv], options: COMMON, allowPositionals: true, strict: false });
  if (loose.values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (loose.values.version) {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = COMMANDS.find(({ words }) =>
    words.every((word, index) => loose.positionals[index] === word),
  );
  if (command === undefined) {
    const given = loose.positionals[0];
    throw new UsageError(given === undefined ? 'which command?' : `there is no command '${given}'`);
  }
  const { values, positionals } = parseStrictly(argv, command);
  const names = positionals.slice(command.words.length);
  if (names.length !== command.arguments) {
    throw new UsageError(
      `'${command.words.join(' ')}' takes ${command.arguments} arguments, not ${names.length}`,
    );
  }
  return command.run(values, names);
}

function parseStrictly(argv: readonly string[], command: Command): { values: Values; positionals: string[] } {
  try {
    const options = { ...COMMON, ...command.options };
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
