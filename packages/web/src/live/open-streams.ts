import { PageError } from '../http/page-error.js';

/** Most streams of one process, and of one visitor: a browser holds six at most, and people share addresses. */
export const STREAM_LIMITS = { process: 1000, visitor: 50 };

/** Counts the streams that are open. */
export class OpenStreams {
  private total = 0;
  private readonly byVisitor = new Map<string, number>();

  constructor(
    private readonly limits: { readonly process: number; readonly visitor: number } = STREAM_LIMITS,
  ) {}

  /**
   * Takes a place; the answer gives it back and may be called twice. Throws PageError 503 when there is none.
   * @param visitor an address, or whatever else tells visitors apart.
   */
  take(visitor: string): () => void {
    const mine = this.byVisitor.get(visitor) ?? 0;
    if (this.total >= this.limits.process) throw new PageError(503, 'Too many pages are open on this site');
    if (mine >= this.limits.visitor) throw new PageError(503, `Too many pages are open from ${visitor}`);
    this.total += 1;
    this.byVisitor.set(visitor, mine + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.total -= 1;
      const left = this.byVisitor.get(visitor)! - 1;
      if (left > 0) this.byVisitor.set(visitor, left);
      else this.byVisitor.delete(visitor);
    };
  }
}
