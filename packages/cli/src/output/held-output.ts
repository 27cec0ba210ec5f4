import type { Output } from './output.js';

/** An output that keeps what is written until its turn comes, and passes everything on from then on. */
export class HeldOutput implements Output {
  private kept: (() => void)[] | undefined = [];

  constructor(private readonly output: Output) {}

  get color(): boolean {
    return this.output.color;
  }

  get progress(): boolean {
    return this.output.progress;
  }

  get columns(): number {
    return this.output.columns;
  }

  write(data: string | Uint8Array): void {
    this.pass(() => this.output.write(data));
  }

  writeLine(line: string): void {
    this.pass(() => this.output.writeLine(line));
  }

  writeError(text: string): void {
    this.pass(() => this.output.writeError(text));
  }

  showBar(bar: string): void {
    this.pass(() => this.output.showBar(bar));
  }

  showStatus(status: string): void {
    this.pass(() => this.output.showStatus(status));
  }

  /** Shows what was kept; nothing is kept any more. */
  release(): void {
    const kept = this.kept ?? [];
    this.kept = undefined;
    for (const write of kept) write();
  }

  private pass(write: () => void): void {
    if (this.kept) this.kept.push(write);
    else write();
  }
}
