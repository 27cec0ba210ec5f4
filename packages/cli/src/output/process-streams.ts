import type { Streams } from './output.js';

/** The process' own streams. A reader that goes away ends the process quietly, as a shell pipe expects. */
export function processStreams(): Streams {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(141);
      throw error;
    });
  }
  const plain = process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '';
  return {
    write: (data) => void process.stdout.write(data),
    writeError: (text) => void process.stderr.write(text),
    color: process.stdout.isTTY && !plain && process.env['TERM'] !== 'dumb',
    terminal: process.stdout.isTTY,
    progress: process.stderr.isTTY,
    get columns() {
      const given = Number(process.env['COLUMNS']);
      return (given > 0 ? given : (process.stdout.columns ?? process.stderr.columns ?? 80)) - 2;
    },
  };
}

/** Resolves when everything that was written has left the process: what is left at its exit would be lost. */
export async function processStreamsWritten(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
}
