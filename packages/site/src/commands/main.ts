import { parseArgs } from 'node:util';
import { up } from './up.js';

const USAGE = `Usage: kojikit up [--dir DIR] [--listen HOST:PORT]

Starts a whole Koji in this process: a hub on SQLite, a builder, first data. Ctrl-C ends it; the data stays.

  --dir DIR           the folder of the site (default: kojikit-site)
  --listen HOST:PORT  where the hub listens (default: 127.0.0.1:8080; port 0 takes any)
  -h, --help          show this text
`;

/** Runs `kojikit`; answers the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function main(argv: readonly string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        dir: { type: 'string' },
        listen: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return refuse((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [command, ...rest] = positionals;
  if (command !== 'up' || rest.length > 0) {
    return refuse(
      command === undefined ? 'which command?' : `there is no command '${positionals.join(' ')}'`,
    );
  }
  try {
    return await up({ directory: values.dir, listen: values.listen });
  } catch (error) {
    process.stderr.write(`kojikit: ${explain(error)}\n`);
    return 1;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The hub says what it could not listen on, and keeps Node's own error as the cause.
  const taken = (error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
  return taken ? `${error.message}; name another with --listen HOST:PORT` : error.message;
}

function refuse(message: string): number {
  process.stderr.write(`kojikit: ${message}\nTry 'kojikit --help'.\n`);
  return 2;
}
