import type { Readable } from 'node:stream';

/** Bytes of a line that are kept. */
const LONGEST_LINE = 65_536;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Reads what a program prints line by line, until the stream ends or breaks. Of a line that is too long the beginning is
 * kept, with a note of how much is left out: a program that never ends its line must not fill the daemon's memory.
 * @param longest Bytes of a line that are kept; default 64 KB.
 */
export async function readLines(
  stream: Readable,
  onLine: (line: string) => void,
  longest = LONGEST_LINE,
): Promise<void> {
  let pieces: Buffer[] = [];
  let kept = 0;
  let leftOut = 0;

  const add = (bytes: Buffer): void => {
    const room = Math.min(bytes.length, longest - kept);
    // A copy: what is kept must not keep all of what it came in.
    if (room > 0) pieces.push(Buffer.from(bytes.subarray(0, room)));
    kept += room;
    leftOut += bytes.length - room;
  };
  const finish = (): void => {
    const bytes = Buffer.concat(pieces);
    const hasReturn = leftOut === 0 && bytes.at(-1) === RETURN;
    const text = bytes.toString('utf8', 0, bytes.length - (hasReturn ? 1 : 0));
    onLine(leftOut === 0 ? text : `${text}… (${leftOut} bytes left out)`);
    [pieces, kept, leftOut] = [[], 0, 0];
  };

  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        add(chunk.subarray(start, end));
        finish();
        start = end + 1;
      }
      add(chunk.subarray(start));
    }
  } catch {
    // Whoever reads lines learns from the program's end how it went.
  }
  if (kept + leftOut > 0) finish();
}
