import { basename } from 'node:path';
import { runKoji, type ProgramRequest } from './main.js';
import { processStreams } from './output/process-streams.js';

/** Runs the command line of this process and ends it. */
export async function startKoji(
  starter: Pick<ProgramRequest, 'onCommand' | 'runScript'> = {},
): Promise<void> {
  const called = basename(process.argv[1] ?? '').replace(/\.[cm]?[jt]s$/, '');
  const stop = new AbortController();
  const output = processStreams();
  process.once('SIGINT', () => {
    stop.abort();
    // A second Ctrl-C ends the program as if nobody listened.
    process.once('SIGINT', () => process.exit(130));
  });
  process.exitCode = await runKoji({
    argv: process.argv.slice(2),
    program: called === '' || called === 'bin' ? 'koji' : called,
    output,
    pluginStart: import.meta.dirname,
    interrupted: stop.signal,
    last: true,
    ...starter,
  });
  await output.written();
  process.exit();
}
