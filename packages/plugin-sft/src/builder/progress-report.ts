import type { ArchiveProgress } from '../archive/order.js';
import { describeSize } from '../config-values.js';
import type { Archived, Surveyed } from './archiver-reports.js';

const INTERVAL_MS = 2000;

/** Says in the task's log how far the saving is: at the start, every two seconds, and at the end. */
export class ProgressReport {
  private total = 0;
  private sentBytes = 0;
  private last = 0;
  private readonly started = Date.now();

  constructor(private readonly write: (line: string) => void) {}

  begin(folder: string, { bytes, entries }: Surveyed): void {
    this.total = bytes;
    this.write(`Saving ${folder}: ${describeSize(bytes)} in ${entries} entries`);
  }

  read({ bytes }: ArchiveProgress): void {
    if (Date.now() - this.last < INTERVAL_MS) return;
    this.last = Date.now();
    const share = this.total === 0 ? 1 : Math.min(bytes / this.total, 1);
    const percent = String(Math.floor(share * 100)).padStart(3);
    this.write(
      `${percent}%  ${describeSize(bytes)} of ${describeSize(this.total)} read, ${describeSize(this.sentBytes)} sent`,
    );
  }

  sent(bytes: number): void {
    this.sentBytes = bytes;
  }

  end(name: string, { bytes, entries, leftOut }: Archived): void {
    const seconds = (Date.now() - this.started) / 1000;
    this.write(
      `Saved as ${name}: ${describeSize(this.sentBytes)} of ${describeSize(bytes)} in ${entries} entries, ${seconds.toFixed(1)} seconds`,
    );
    const counts = Object.entries(leftOut).map(([reason, count]) => `${count} ${reason}`);
    this.write(
      counts.length === 0
        ? 'Nothing was left out'
        : `Not in the archive, or not as it was: ${counts.join(', ')}`,
    );
  }
}
