/**
 * An integer option as Python's option parser reads it: decimal, or with the prefixes `0x`, `0b`, `0o` or (octal)
 * a plain `0`. `undefined` when the text is none.
 */
export function parsePythonInteger(text: string): number | undefined {
  const lower = text.toLowerCase();
  for (const [prefix, radix] of [
    ['0x', 16],
    ['0b', 2],
  ] as const) {
    if (lower.startsWith(prefix)) return digits(lower.slice(2) || '0', radix, '');
  }
  if (/^0[^0]/.test(lower)) return digits(lower.slice(1), 8, '');
  return parseInteger(text);
}

/** What Python's `int(text)` accepts: an optional sign, digits with single underscores between, outer white space. */
export function parseInteger(text: string): number | undefined {
  const match = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/.exec(text);
  return match ? digits((match[2] ?? '').replaceAll('_', ''), 10, match[1] ?? '') : undefined;
}

/** What Python's `float(text)` accepts, infinities and NaN included. */
export function parsePythonFloat(text: string): number | undefined {
  const bare = text.trim();
  if (/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i.test(bare)) {
    return Number(bare.replaceAll('_', ''));
  }
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(bare);
  if (!special) return undefined;
  if (/nan/i.test(special[2] ?? '')) return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

function digits(text: string, radix: number, sign: string): number | undefined {
  const legal =
    radix === 16 ? /^[0-9a-f]+$/ : radix === 10 ? /^\d+$/ : radix === 8 ? /^o?[0-7]+$/ : /^[01]+$/;
  if (!legal.test(text)) return undefined;
  const value = Number.parseInt(text.replace(/^o/, ''), radix);
  return sign === '-' && value !== 0 ? -value : value;
}
