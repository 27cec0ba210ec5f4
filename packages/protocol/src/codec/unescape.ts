import { FORBIDDEN_IN_DOCUMENT } from './characters.js';
import { MalformedXmlRpc } from './errors.js';

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&([^;&]{0,12})(;?)/g;

/**
 * The text between two positions of a UTF-8 document: references resolved, line ends as newlines. Throws
 * MalformedXmlRpc for references other than the five of XML and numeric ones, and for characters that XML forbids.
 */
export function unescapeText(bytes: Buffer, start: number, end: number, literal = false): string {
  let text = bytes.toString('utf8', start, end);
  if (FORBIDDEN_IN_DOCUMENT.test(text))
    throw new MalformedXmlRpc(`a character that XML does not allow (near byte ${start})`);
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (literal || !text.includes('&')) return text;
  return text.replace(REFERENCE, (whole, name: string, semicolon: string) => {
    const character = semicolon === '' ? undefined : resolve(name);
    if (character === undefined) throw new MalformedXmlRpc(`unknown reference ${whole} (near byte ${start})`);
    return character;
  });
}

function resolve(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
  const code = /^#x[0-9a-f]+$/i.test(name)
    ? Number.parseInt(name.slice(2), 16)
    : /^#[0-9]+$/.test(name)
      ? Number.parseInt(name.slice(1), 10)
      : Number.NaN;
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** The characters of XML 1.0. */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
