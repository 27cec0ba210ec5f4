import type { Context } from '../ground/context.js';

/** What is worth knowing of an import that succeeds: lines of the log that is kept with the build. */
export class ImportNotes {
  private readonly lines: string[] = [];

  add(line: string): void {
    this.lines.push(line);
  }

  /** The text of the log, or undefined when there is nothing to tell. */
  text(): string | undefined {
    if (this.lines.length === 0) return undefined;
    return [...this.lines, 'CG import was SUCCESSFUL.', ''].join('\n');
  }

  /** Tells the log of the hub in one line. */
  tell(ctx: Context, nvr: string): void {
    if (this.lines.length > 0) {
      ctx.log.warn({ nvr, notes: this.lines.length }, 'a content generator named what the hub does not know');
    }
  }
}
