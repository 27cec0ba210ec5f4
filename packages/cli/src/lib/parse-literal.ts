import { Double } from '@kojikit/protocol';

/** The text is well formed so far, but is no plain value: a name, a call, an expression. */
export class NoLiteral extends Error {
  override readonly name = 'ValueError';
}

/** The text cannot be read at all. */
export class LiteralSyntax extends Error {
  override readonly name = 'SyntaxError';
}

const WORDS: Readonly<Record<string, unknown>> = {
  None: null,
  True: true,
  False: false,
  null: null,
  true: true,
  false: false,
};
const PYTHON_ONLY: ReadonlySet<string> = new Set(['None', 'True', 'False']);
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
  '\n': '',
};

/**
 * Reads a value in Python's spelling: numbers, strings, `None`, `True`, `False`, lists, tuples (as lists) and
 * dictionaries. Numbers with a fraction or exponent become Doubles, so that `1.0` does not turn into an integer.
 *
 * @throws NoLiteral, LiteralSyntax
 */
export function parsePythonLiteral(text: string): unknown {
  return new LiteralReader(text, (word) => PYTHON_ONLY.has(word)).whole();
}

/**
 * Reads JSON, but keeps `1.0` a Double.
 *
 * @throws NoLiteral when it is no JSON
 */
export function parseJson(text: string): unknown {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new NoLiteral('not JSON', { cause });
  }
  return new LiteralReader(text, (word) => !PYTHON_ONLY.has(word)).whole();
}

class LiteralReader {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly allowed: (word: string) => boolean,
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
    const string = /^([uUbBrR]{0,2})("""|'''|"|')/.exec(rest);
    if (string) return this.string(string[1] ?? '', string[2] ?? '');
    const number = /^[-+]?(?:0[xX][\da-fA-F]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?)/.exec(rest);
    if (number) return this.number(number[0]);
    const word = /^[^\W\d]\w*/u.exec(rest)?.[0];
    if (word === undefined) throw new LiteralSyntax(`cannot read ${JSON.stringify(rest)}`);
    this.position += word.length;
    if (!Object.hasOwn(WORDS, word) || !this.allowed(word)) throw new NoLiteral(`the name ${word}`);
    return WORDS[word];
  }

  private number(found: string): unknown {
    this.position += found.length;
    const bare = found.replaceAll('_', '').replace(/^\+/, '');
    if (/^-?0x/i.test(bare)) return Number(bare.replace('-', '')) * (bare.startsWith('-') ? -1 : 1);
    const value = Number(bare);
    if (/[.eE]/.test(bare)) return Number.isInteger(value) ? new Double(value) : value;
    return Number.isSafeInteger(value) ? value : BigInt(bare);
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
    const members: Record<string, unknown> = {};
    let count = 0;
    while (!this.take('}')) {
      if (count++ > 0) {
        this.expect(',');
        if (this.take('}')) break;
      }
      const key = this.value();
      this.expect(':');
      members[String(key)] = this.value();
    }
    return members;
  }

  private string(prefix: string, quote: string): unknown {
    this.position += prefix.length + quote.length;
    const raw = /r/i.test(prefix);
    let out = '';
    while (!this.text.startsWith(quote, this.position)) {
      const character = this.text[this.position];
      if (character === undefined || (character === '\n' && quote.length === 1)) {
        throw new LiteralSyntax('a string does not end');
      }
      if (character === '\\' && !raw) out += this.escape();
      else {
        out += character;
        this.position++;
      }
    }
    this.position += quote.length;
    return /b/i.test(prefix) ? Buffer.from(out, 'latin1') : out;
  }

  private escape(): string {
    const rest = this.text.slice(this.position + 1);
    const code = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(rest);
    if (code) {
      this.position += 1 + code[0].length;
      return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16));
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
    while (/\s/.test(this.text[this.position] ?? '')) this.position++;
  }
}
