import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Compressor } from './gzip.js';

/** A zstd stream, made by the program of that name with all processors; it writes to this program's own output. */
export class Zstd implements Compressor {
  private readonly child;
  private readonly ended: Promise<number | null>;

  constructor(level: number, threads: number) {
    this.child = spawn('zstd', ['-q', '-c', `-T${threads}`, `-${level}`], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', resolve);
    });
    this.ended.catch(() => undefined);
    // That it is gone is found out by its status.
    this.child.stdin.on('error', () => undefined);
  }

  async write(data: Uint8Array): Promise<void> {
    const { stdin } = this.child;
    if (stdin.destroyed) return this.end();
    if (!stdin.write(Buffer.from(data))) await Promise.race([once(stdin, 'drain'), this.ended]);
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    const status = await this.ended;
    if (status !== 0) throw new Error(`zstd ended with status ${status}`);
  }
}
