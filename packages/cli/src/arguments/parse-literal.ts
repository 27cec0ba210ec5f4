import { Double } from '@kojikit/protocol';

/** The text is well formed so far, but is no plain value: a name, a call, an expression. */
export class NoLiteral extends Error {
  override readonly name = 'ValueError';
}

/** The text cannot be read at all. */
export class LiteralSyntax extends Error {
  override readonly name = 'SyntaxError';
}

/** The names that mean a value; the two sides know different ones. */
type Words = ReadonlyMap<string, unknown>;

const PYTHON_WORDS: Words = new Map<string, unknown>([
  ['None', null],
  ['True', true],
  ['False', false],
]);
const JSON_WORDS: Words = new Map<string, unknown>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', new Double(Number.NaN)],
  ['Infinity', new Double(Infinity)],
]);
const LAST_CHARACTER = 0x10ffff;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\n': '',
};

/**
 * Reads a value in Python's spelling: numbers, strings, `None`, `True`, `False`, lists, tuples (as lists) and
 * dictionaries. Numbers with a fraction or exponent become Doubles, so that `1.0` does not turn into an integer. Throws
 * NoLiteral, LiteralSyntax.
 */
export function parsePythonLiteral(text: string): unknown {
  return new LiteralReader(text, PYTHON_WORDS).whole();
}

/**
 * Reads JSON as Python does: `1.0` stays a Double, and `NaN`, `Infinity` and `-Infinity` are values. Throws NoLiteral
 * when it is no JSON.
 */
export function parseJson(text: string): unknown {
  try {
    JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/gs, standardWord));
  } catch (cause) {
    throw new NoLiteral('not JSON', { cause });
  }
  return new LiteralReader(text, JSON_WORDS).whole();
}

/** A word that the standard has, in the place of one that only Python has. */
function standardWord(found: string): string {
  if (found.startsWith('"')) return found;
  return found === 'NaN' ? 'null' : '0';
}

const STRING = /^([uUbBrR]{0,2})("""|'''|"|')/;
const NUMBER =
  /^[-+]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d[\d_]*)?)/;

const isNumber = (value: unknown): boolean =>
  value instanceof Double || typeof value === 'number' || typeof value === 'bigint';

class LiteralReader {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly words: Words,
  ) {}

  whole(): unknown {
    const value = this.value();
    this.skipSpace();
    if (this.position < this.text.length) {
      // What goes on behind a value is an expression, or nonsense.
      if (/^[-+*/.([%<>=&|^,]/.test(this.text.slice(this.position))) throw new NoLiteral('an expression');
      throw new LiteralSyntax(`cannot read ${JSON.stringify(this.text.slice(this.position))}`);
    }
    return value;
  }

  private value(): unknown {
    this.skipSpace();
    const rest = this.text.slice(this.position);
    const first = rest[0];
    if (first === '[') return this.list(']');
    if (first === '(') return this.tuple();
    if (first === '{') return this.struct();
    if (STRING.test(rest)) return this.strings();
    const number = NUMBER.exec(rest);
    if (number) return this.number(number[0]);
    if (first === '-' || first === '+') return this.signed(first);
    const word = /^[^\W\d]\w*/u.exec(rest)?.[0];
    if (word === undefined) throw new LiteralSyntax(`cannot read ${JSON.stringify(rest)}`);
    this.position += word.length;
    if (!this.words.has(word)) throw new NoLiteral(`the name ${word}`);
    return this.words.get(word);
  }

  /** A sign that stands apart from its number, or before a word for one. */
  private signed(sign: string): unknown {
    this.position++;
    const value = this.value();
    if (sign === '+' && isNumber(value)) return value;
    if (value instanceof Double) return new Double(-value.value);
    if (typeof value === 'number' || typeof value === 'bigint') return -value;
    throw new NoLiteral('an expression');
  }

  private number(found: string): unknown {
    this.position += found.length;
    const sign = found.startsWith('-') ? '-' : '';
    const written = found.replace(/^[-+]/, '');
    const wrong = /__|_$|_\.|\._|^0\d*[1-9]\d*$/.test(written) || /^\w/.test(this.text.slice(this.position));
    if (wrong) throw new LiteralSyntax(`${JSON.stringify(found)} is no number`);
    const bare = written.replaceAll('_', '');
    if (!/^0[xob]/i.test(bare) && /[.eE]/.test(bare)) return new Double(Number(sign + bare));
    const value = BigInt(bare.toLowerCase()) * (sign === '-' ? -1n : 1n);
    const small = Number(value);
    return Number.isSafeInteger(small) ? small : value;
  }

  private list(end: string): unknown[] {
    this.position++;
    const items: unknown[] = [];
    while (!this.take(end)) {
      if (items.length > 0) {
        this.expect(',');
        if (this.take(end)) break;
      }
      items.push(this.value());
    }
    return items;
  }

  private tuple(): unknown {
    const before = this.position;
    const items = this.list(')');
    const comma = /,\s*\)$/.test(this.text.slice(before, this.position));
    return items.length === 1 && !comma ? items[0] : items;
  }

  private struct(): Record<string, unknown> {
    this.position++;
    const members: [string, unknown][] = [];
    while (!this.take('}')) {
      if (members.length > 0) {
        this.expect(',');
        if (this.take('}')) break;
      }
      const key = this.value();
      this.expect(':');
      members.push([String(key), this.value()]);
    }
    return Object.fromEntries(members);
  }

  /** Strings that stand behind each other are one. */
  private strings(): unknown {
    let joined: string | Buffer | undefined;
    for (;;) {
      const found = STRING.exec(this.text.slice(this.position));
      if (!found) return joined;
      const next = this.string(found[1] ?? '', found[2] ?? '');
      if (joined === undefined) joined = next;
      else if (typeof joined === 'string' && typeof next === 'string') joined += next;
      else if (typeof joined !== 'string' && typeof next !== 'string') joined = Buffer.concat([joined, next]);
      else throw new LiteralSyntax('bytes and text do not mix');
      this.skipSpace();
    }
  }

  private string(prefix: string, quote: string): string | Buffer {
    this.position += prefix.length + quote.length;
    const raw = /r/i.test(prefix);
    let out = '';
    while (!this.text.startsWith(quote, this.position)) {
      const character = this.text[this.position];
      if (character === undefined || (character === '\n' && quote.length === 1)) {
        throw new LiteralSyntax('a string does not end');
      }
      if (character === '\\' && !raw) out += this.escape();
      else if (character === '\\') {
        // Even where it means itself, it keeps a quote from ending the string.
        out += this.text.slice(this.position, this.position + 2);
        this.position += 2;
      } else {
        out += character;
        this.position++;
      }
    }
    this.position += quote.length;
    return /b/i.test(prefix) ? Buffer.from(out, 'latin1') : out;
  }

  private escape(): string {
    const rest = this.text.slice(this.position + 1);
    const octal = /^[0-7]{1,3}/.exec(rest);
    if (octal) {
      this.position += 1 + octal[0].length;
      return String.fromCodePoint(Number.parseInt(octal[0], 8));
    }
    const code = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(rest);
    if (code) {
      this.position += 1 + code[0].length;
      const character = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16);
      if (character > LAST_CHARACTER) throw new LiteralSyntax(`there is no character \\${code[0]}`);
      return String.fromCodePoint(character);
    }
    const next = rest[0] ?? '';
    this.position += 2;
    if (Object.hasOwn(ESCAPES, next)) return ESCAPES[next] as string;
    return next === '\\' || next === "'" || next === '"' || next === '/' ? next : `\\${next}`;
  }

  private take(character: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) throw new LiteralSyntax(`${character} is expected`);
  }

  private skipSpace(): void {
    const space = /^(?:\s|#.*)+/.exec(this.text.slice(this.position));
    this.position += space?.[0].length ?? 0;
  }
}
