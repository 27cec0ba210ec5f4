import { packageVersion, programCommand, runProgram, text, type Program } from '@kojikit/command-line';
import { up } from './up.js';

const options = {
  dir: text('--dir', { metavar: 'DIR', help: 'the folder of the site (default: kojikit-site)' }),
  listen: text('--listen', {
    metavar: 'HOST:PORT',
    help: 'where the hub listens (default: 127.0.0.1:8080; port 0 takes any)',
  }),
};

const commands = [
  programCommand({
    name: 'up',
    usage: '[--dir DIR] [--listen HOST:PORT]',
    summary:
      'start a hub on SQLite, a builder and first data in this process; Ctrl-C ends it, the data stays',
    options,
    run: ({ dir, listen }) => up({ directory: dir, listen }),
  }),
];

/** Runs `kojikit`; returns the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function main(argv: readonly string[]): Promise<number> {
  const program: Program = {
    name: 'kojikit',
    version: packageVersion('@kojikit/site', import.meta.url),
    options,
    commands,
  };
  try {
    return await runProgram(program, argv);
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
