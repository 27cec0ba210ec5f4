import type { Output, Streams } from './output.js';
import { clipToWidth, widthOf } from './text-width.js';

const NEWLINE = 0x0a;

/** Where the cursor of a stream is: at the start of a line, behind text that had no end yet, or on a bar. */
type Place = 'start' | 'middle' | 'bar';

interface Cursor {
  place: Place;
  /** Columns of the bar. */
  bar: number;
}

/**
 * The one owner of what is on the screen. It alone knows about bars and the status line, and that stdout and stderr may
 * be the same terminal, so that no writer has to look out for another.
 */
export class Terminal implements Output {
  private readonly out: Cursor = { place: 'start', bar: 0 };
  private readonly error: Cursor;
  private status = '';
  private drawn = 0;

  constructor(private readonly streams: Streams) {
    const shared = streams.terminal && streams.progress;
    this.error = shared ? this.out : { place: 'start', bar: 0 };
  }

  get color(): boolean {
    return this.streams.color;
  }

  get progress(): boolean {
    return this.streams.progress;
  }

  get columns(): number {
    return this.streams.columns;
  }

  write(data: string | Uint8Array): void {
    if (data.length === 0) return;
    this.beside(this.streams.terminal, () => this.put(data));
  }

  writeLine(line: string): void {
    this.beside(this.streams.terminal, () => {
      const { place } = this.out;
      if (place !== 'start') this.put('\n');
      if (place !== 'bar' || line !== '') this.put(`${line}\n`);
    });
  }

  writeError(text: string): void {
    if (text === '') return;
    this.beside(true, () => {
      if (this.error.place !== 'start') this.streams.writeError('\n');
      this.streams.writeError(text);
      this.error.place = placeAfter(text);
    });
  }

  showBar(bar: string): void {
    this.beside(this.streams.terminal, () => {
      const { out } = this;
      if (out.place === 'middle') this.put('\n');
      const before = out.place === 'bar' && this.streams.terminal ? out.bar - widthOf(bar) : 0;
      this.streams.write(`${bar}${' '.repeat(Math.max(before, 0))}\r`);
      Object.assign(out, { place: 'bar', bar: widthOf(bar) } satisfies Cursor);
    });
  }

  showStatus(status: string): void {
    if (!this.streams.progress) return;
    // What comes from a log may hold anything.
    const text = clipToWidth(status.replace(/\p{Cc}+/gu, ' '), Math.max(this.columns, 20));
    if (text === this.status) return;
    this.hide();
    this.status = text;
    this.draw();
  }

  private put(data: string | Uint8Array): void {
    this.streams.write(data);
    this.out.place = placeAfter(data);
  }

  /** Writes with the status line out of the way, where the two meet on the screen. */
  private beside(meet: boolean, write: () => void): void {
    if (meet) this.hide();
    write();
    if (meet) this.draw();
  }

  private hide(): void {
    if (this.drawn === 0) return;
    this.streams.writeError(`\r${' '.repeat(this.drawn)}\r`);
    this.drawn = 0;
  }

  private draw(): void {
    if (this.status === '' || this.drawn > 0 || this.error.place !== 'start') return;
    this.streams.writeError(this.status);
    this.drawn = widthOf(this.status);
  }
}

function placeAfter(data: string | Uint8Array): Place {
  const last = typeof data === 'string' ? data.charCodeAt(data.length - 1) : data[data.length - 1];
  return last === NEWLINE ? 'start' : 'middle';
}
