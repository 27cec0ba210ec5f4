/** Bytes from `start` up to `end`, which is not among them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The bytes that `offset` and `size` ask for: negative offsets count from the end, a negative size is all. */
export function spanOf(offset: number, size: number, length: number): Span {
  const start = offset < 0 ? Math.max(length + offset, 0) : Math.min(offset, length);
  return { start, end: size < 0 ? length : Math.min(start + size, length) };
}

/**
 * The part of a span that a `Range` header asks for. Undefined: the header is none that counts, all is sent;
 * `unsatisfiable`: it lies outside.
 */
export function rangeOf(header: string | null, length: number): Span | undefined | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  if (match[1] === '') {
    const last = Number(match[2]);
    return last === 0 || length === 0 ? 'unsatisfiable' : { start: Math.max(length - last, 0), end: length };
  }
  const start = Number(match[1]);
  if (start >= length) return 'unsatisfiable';
  const end = match[2] === '' ? length : Math.min(Number(match[2]) + 1, length);
  return end <= start ? undefined : { start, end };
}
