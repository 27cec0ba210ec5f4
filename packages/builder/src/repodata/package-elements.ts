import { isUtf8 } from 'node:buffer';
import { RepodataError } from './repodata-error.js';
import { elementXml, localName, readElements } from './xml-elements.js';

const START = Buffer.from('<package');
const END = Buffer.from('</package>');
/** Comments, CDATA and document types: what plain lists of packages do not have. */
const MARKUP = Buffer.from('<!');
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
/** Bytes of one element: far beyond any package, but no whole file. */
const MAX_ELEMENT_SIZE = 256 * 1024 * 1024;

/**
 * The `package` elements of a list of packages, as the bytes that they are in the document, some at a time. In lists as
 * createrepo_c and its kin write them an element is found by its end tag alone, so that none is taken apart and written
 * again; from the first place on that looks otherwise, an XML parser reads the rest. Throws RepodataError when the
 * document is not well-formed, as far as it had to be parsed, or not UTF-8.
 */
export async function* readPackageElements(
  document: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer[], void, undefined> {
  const chunks = document[Symbol.asyncIterator]();
  try {
    const scanner = new PackageScanner();
    for (;;) {
      const { value, done } = await chunks.next();
      const elements = done ? scanner.end() : scanner.push(value);
      if (elements.length > 0) yield elements;
      if (done && scanner.isComplete) return;
      if (done || scanner.isOdd) break;
    }
    for await (const element of readElements(joined(scanner.unread(), chunks))) {
      if (localName(element.name) === 'package') yield [Buffer.from(elementXml(element))];
    }
  } finally {
    await chunks.return?.();
  }
}

async function* joined(head: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* head;
  for (;;) {
    const { value, done } = await rest.next();
    if (done) return;
    yield value;
  }
}

/** Cuts a plain list of packages into its elements. */
class PackageScanner {
  /** Whether something came that only a parser understands; it begins in what is unread. */
  isOdd = false;
  /** Whether the root element has ended. */
  isComplete = false;
  /** The declaration and the start tag of the root, once they are there. */
  private root: Buffer | undefined;
  private rootName: string | undefined;
  /** What has come since the end of the last element; its first piece is never empty. */
  private pieces: Buffer[] = [];
  private size = 0;

  push(chunk: Buffer): Buffer[] {
    if (chunk.length === 0) return [];
    const before = this.pieces.at(-1);
    this.pieces.push(chunk);
    this.size += chunk.length;
    if (this.size > MAX_ELEMENT_SIZE)
      throw new RepodataError('The metadata has an element that is too large');
    // A large element is put together once, when its end is there.
    const seam = before && this.root ? Buffer.concat([before.subarray(-END.length), chunk]) : chunk;
    if (this.root && this.pieces.length > 1 && !seam.includes(END) && !seam.includes(MARKUP)) return [];
    return this.cut(this.pieces.length === 1 ? chunk : Buffer.concat(this.pieces));
  }

  /** To be called when the document has ended. */
  end(): Buffer[] {
    const elements = this.isOdd ? [] : this.cut(Buffer.concat(this.pieces));
    const [, closed] = /^\s*<\/(\w+)\s*>\s*$/.exec(Buffer.concat(this.pieces).toString('latin1')) ?? [];
    this.isComplete = !this.isOdd && closed !== undefined && closed === this.rootName;
    return elements;
  }

  /** What a parser has to be given before the chunks that have not been pushed. */
  unread(): Buffer[] {
    return [...(this.root ? [this.root] : []), ...this.pieces];
  }

  private cut(data: Buffer): Buffer[] {
    const elements: Buffer[] = [];
    let position = this.root ? 0 : this.readRoot(data);
    while (this.root && !this.isOdd) {
      const start = skipBlanks(data, position);
      if (!isStart(data, start)) {
        // The end of the root may follow, or the beginning of a tag that has not come whole.
        this.isOdd = data.length - start > START.length && data[start + 1] !== 0x2f;
        break;
      }
      const end = data.indexOf(END, start);
      if (end < 0) break;
      const element = data.subarray(start, end + END.length);
      if (element.includes(MARKUP) || !isUtf8(element)) this.isOdd = true;
      else {
        elements.push(element);
        position = end + END.length;
      }
    }
    const rest = data.subarray(position);
    if (rest.includes(MARKUP)) this.isOdd = true;
    this.pieces = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
    return elements;
  }

  /** Finds the root's start tag, after a byte order mark and a declaration; returns where its content begins. */
  private readRoot(data: Buffer): number {
    const head = /^(?:\xEF\xBB\xBF)?\s*(?:<\?xml[^<>]*\?>)?\s*<(\w+)(?:\s[^<>]*[^/<>])?>/.exec(
      data.toString('latin1', 0, 4096),
    );
    if (head) {
      this.root = Buffer.from(data.subarray(0, head[0].length));
      this.rootName = head[1];
      return head[0].length;
    }
    this.isOdd = data.length >= 4096;
    return 0;
  }
}

function isStart(data: Buffer, at: number): boolean {
  const next = data[at + START.length];
  return (
    next !== undefined &&
    (BLANKS.has(next) || next === 0x3e) &&
    data.compare(START, 0, START.length, at, at + START.length) === 0
  );
}

function skipBlanks(data: Buffer, from: number): number {
  let position = from;
  while (BLANKS.has(data[position] ?? 0)) position += 1;
  return position;
}
