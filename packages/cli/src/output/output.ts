/** The two streams of a program, and what is known of them. */
export interface Streams {
  /** Text or bytes on stdout, as they are. */
  write(data: string | Uint8Array): void;
  /** Text on stderr, as it is. */
  writeError(text: string): void;
  /** stdout may be coloured. */
  readonly color: boolean;
  /** stdout is a terminal. */
  readonly terminal: boolean;
  /** stderr is a terminal, so that progress may be shown there. */
  readonly progress: boolean;
  /** Columns for help texts. */
  readonly columns: number;
}

/** Where a command writes. Whatever is written, lines do not run into each other. */
export interface Output {
  /** Text or bytes on stdout, as they are. */
  write(data: string | Uint8Array): void;
  /** A line on stdout, without its end. It stands alone: what had no end so far is ended first. */
  writeLine(line: string): void;
  /** Whole lines on stderr. */
  writeError(text: string): void;
  /** A line on stdout that shows how far something is; the next one takes its place, an empty line ends it. */
  showBar(bar: string): void;
  /**
   * A line at the bottom of a terminal's stderr that stays below everything else that is written until another takes
   * its place; an empty one removes it. Nothing is shown where stderr is no terminal.
   */
  showStatus(status: string): void;
  /** stdout may be coloured. */
  readonly color: boolean;
  /** stderr is a terminal, so that a status is shown. */
  readonly progress: boolean;
  /** Columns for help texts. */
  readonly columns: number;
}
