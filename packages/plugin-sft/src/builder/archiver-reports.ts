import type { Readable } from 'node:stream';
import { readLines } from '@kojikit/builder/plugin';
import type { ArchiveProgress, ArchiveReport } from '../archive/order.js';

/** What is known of a tree before it is archived. */
export interface Surveyed {
  /** Bytes of its files, holes not counted. */
  readonly bytes: number;
  readonly entries: number;
}

/** How an archive came out. */
export interface Archived extends ArchiveProgress {
  /** How many entries were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Lines that are kept of what is no report. */
const MOST_NOISE = 20;

/** What the archiver says on its standard error: reports, and what went wrong. */
export class ArchiverReports {
  /** The survey; `missing` when there is nothing to save, undefined when the archiver ended before it knew. */
  readonly first: Promise<Surveyed | 'missing' | undefined>;
  /** Resolves when nothing more will come. */
  readonly finished: Promise<void>;
  /** What is no report, the last lines of it. */
  readonly noise: string[] = [];
  /** Set when the archive is whole. */
  done: Archived | undefined;

  constructor(stream: Readable, progress: (done: ArchiveProgress) => void) {
    let answer: (first: Surveyed | 'missing' | undefined) => void = () => undefined;
    this.first = new Promise((resolve) => (answer = resolve));
    this.finished = readLines(stream, (line) => {
      const report = readReport(line);
      if (!report) this.note(line);
      else if ('surveyed' in report) answer(report.surveyed);
      else if ('missing' in report) answer('missing');
      else if ('progress' in report) progress(report.progress);
      else this.done = report.done;
    }).finally(() => answer(undefined));
  }

  private note(line: string): void {
    if (line.trim() === '') return;
    this.noise.push(line);
    if (this.noise.length > MOST_NOISE) this.noise.shift();
  }
}

function readReport(line: string): ArchiveReport | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null ? (value as ArchiveReport) : undefined;
  } catch {
    return undefined;
  }
}
