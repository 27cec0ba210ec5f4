/** Where a command writes. */
export interface Output {
  /** Text or bytes on stdout, as they are. */
  write(data: string | Uint8Array): void;
  /** Text on stderr, as it is. */
  writeError(text: string): void;
  /** stdout is a terminal that may be coloured. */
  readonly color: boolean;
  /** stderr is a terminal, so that progress may be shown there. */
  readonly progress: boolean;
  /** Columns for help texts. */
  readonly columns: number;
}

/** The process' own streams. A reader that goes away ends the process quietly, as a shell pipe expects. */
export function processOutput(): Output {
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
    progress: process.stderr.isTTY,
    columns: columns(),
  };
}

function columns(): number {
  const given = Number(process.env['COLUMNS']);
  return (given > 0 ? given : (process.stdout.columns ?? 80)) - 2;
}
