import { unescapeText } from './unescape.js';
import { MalformedXmlRpc } from './errors.js';

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const SLASH = 0x2f;

/** Bytes that stand for themselves inside of an element: no markup, no reference, no carriage return, ASCII. */
const PLAIN = new Uint8Array(256);
for (let byte = 0x20; byte < 0x80; byte++) PLAIN[byte] = 1;
PLAIN[0x09] = PLAIN[0x0a] = 1;
PLAIN[LESS_THAN] = PLAIN[0x26] = 0;

/** Bytes that end a tag's name. */
const NAME_END = new Uint8Array(256);
for (const character of ' \t\r\n/><=!"\'&') NAME_END[character.charCodeAt(0)] = 1;

const isSpace = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The start tag of an element: its name without a namespace prefix, and whether it was `<name/>`. */
export interface StartTag {
  readonly name: string;
  readonly empty: boolean;
}

/**
 * Walks over the bytes of an XML document: tags, text, comments. `accept` is the fast road for the exact spelling that
 * encoders use; the other methods take any spelling that XML allows. There are no documents types and no entities.
 */
export class Reader {
  position = 0;
  /** The same document with one character per byte, to cut plain text out of without copying. */
  readonly characters: string;

  constructor(readonly bytes: Buffer) {
    this.characters = bytes.toString('latin1');
  }

  /** Steps over `token` if the document goes on with exactly these bytes. */
  accept(token: Uint8Array): boolean {
    const { bytes, position } = this;
    for (let index = 0; index < token.length; index++) {
      if (bytes[position + index] !== token[index]) return false;
    }
    this.position = position + token.length;
    return true;
  }

  /** Whether the next byte opens an end tag. */
  atEndTag(): boolean {
    return this.bytes[this.position] === LESS_THAN && this.bytes[this.position + 1] === SLASH;
  }

  /** Character data up to the next tag. */
  text(): string {
    const { bytes } = this;
    const start = this.position;
    let position = start;
    while (PLAIN[bytes[position] as number] === 1) position++;
    this.position = position;
    if (bytes[position] === LESS_THAN && bytes[position + 1] !== 0x21 && bytes[position + 1] !== 0x3f) {
      return this.characters.slice(start, position);
    }
    return this.unusualText(start);
  }

  /** Text with references, carriage returns, bytes beyond ASCII, comments or CDATA sections. */
  private unusualText(start: number): string {
    const { bytes } = this;
    let text = '';
    let from = start;
    for (;;) {
      const next = bytes.indexOf(LESS_THAN, from);
      if (next < 0) throw this.malformed('the document ends inside of an element', bytes.length);
      text += unescapeText(bytes, from, next);
      this.position = next;
      const kind = bytes[next + 1];
      if (kind === 0x21 && bytes.toString('latin1', next, next + 9) === '<![CDATA[') {
        const end = this.find(']]>', next + 9);
        text += unescapeText(bytes, next + 9, end, true);
        from = end + 3;
      } else if (kind === 0x21 || kind === 0x3f) {
        this.skipMarkup();
        from = this.position;
      } else {
        return text;
      }
    }
  }

  /** Steps over white space, comments and processing instructions. Any other text is refused. */
  skipSpace(): void {
    const { bytes } = this;
    for (;;) {
      while (isSpace(bytes[this.position])) this.position++;
      const kind = bytes[this.position + 1];
      if (bytes[this.position] !== LESS_THAN || (kind !== 0x21 && kind !== 0x3f)) return;
      this.skipMarkup();
    }
  }

  /** The next start tag, or undefined at an end tag or the document's end. */
  startTag(): StartTag | undefined {
    this.skipSpace();
    const { bytes } = this;
    const start = this.position;
    if (start >= bytes.length || this.atEndTag()) return undefined;
    if (bytes[start] !== LESS_THAN) throw this.malformed('text where an element is expected');
    let position = start + 1;
    while (position < bytes.length && NAME_END[bytes[position] as number] === 0) position++;
    const name = localName(bytes.toString('utf8', start + 1, position));
    if (name === '') throw this.malformed('a tag without a name');
    this.position = position;
    this.skipAttributes();
    const empty = bytes[this.position] === SLASH;
    if (empty) this.position++;
    if (bytes[this.position] !== GREATER_THAN) throw this.malformed(`the tag <${name}> is not closed`);
    this.position++;
    return { name, empty };
  }

  /** Steps over the end tag of `name`. Throws when something else comes. */
  endTag(name: string): void {
    this.skipSpace();
    const { bytes } = this;
    if (!this.atEndTag()) throw this.malformed(`</${name}> is expected`);
    const end = bytes.indexOf(GREATER_THAN, this.position);
    const found = end < 0 ? '' : bytes.toString('utf8', this.position + 2, end).trimEnd();
    if (localName(found) !== name)
      throw this.malformed(`</${name}> is expected, not </${found.slice(0, 40)}>`);
    this.position = end + 1;
  }

  malformed(reason: string, position = this.position): MalformedXmlRpc {
    return new MalformedXmlRpc(`${reason} (byte ${position})`);
  }

  /** XML-RPC gives attributes no meaning, but Koji's parser lets them pass. */
  private skipAttributes(): void {
    const { bytes } = this;
    for (;;) {
      const before = this.position;
      while (isSpace(bytes[this.position])) this.position++;
      const byte = bytes[this.position];
      if (byte === GREATER_THAN || byte === SLASH || byte === undefined) return;
      if (this.position === before) throw this.malformed('an attribute must follow a space');
      while (this.position < bytes.length && NAME_END[bytes[this.position] as number] === 0) this.position++;
      while (isSpace(bytes[this.position])) this.position++;
      if (bytes[this.position] !== 0x3d) throw this.malformed('an attribute without a value');
      this.position++;
      while (isSpace(bytes[this.position])) this.position++;
      const quote = bytes[this.position] as number;
      if (quote !== 0x22 && quote !== 0x27) throw this.malformed('an attribute value without quotes');
      const end = bytes.indexOf(quote, this.position + 1);
      if (end < 0) throw this.malformed('an attribute value that does not end');
      this.position = end + 1;
    }
  }

  private skipMarkup(): void {
    const { bytes, position } = this;
    if (bytes[position + 1] === 0x3f) {
      this.position = this.find('?>', position + 2) + 2;
    } else if (bytes.toString('latin1', position, position + 4) === '<!--') {
      this.position = this.find('-->', position + 4) + 3;
    } else {
      throw this.malformed('document types, entities and other declarations are not accepted');
    }
  }

  private find(token: string, from: number): number {
    const found = this.bytes.indexOf(token, from, 'latin1');
    if (found < 0) throw this.malformed(`${token} is missing`);
    return found;
  }
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
