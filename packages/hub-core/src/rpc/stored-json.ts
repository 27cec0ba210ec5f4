/** Strings, to be passed over, and the words for numbers that JSON does not have. */
const strange = /"(?:[^"\\]|\\.)*"|(?:NaN|-?Infinity)(?!\s*:)/g;
const MARK = '\u0000number:';

/**
 * Reads JSON text of a column. Koji writes NaN and the infinities as Python does, in words that JSON does not have; such
 * rows must be readable too. Throws SyntaxError for what is no JSON otherwise.
 */
export function parseStoredJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    const marked = text.replace(strange, (found) =>
      found.startsWith('"') ? found : JSON.stringify(MARK + found),
    );
    const parsed: unknown = JSON.parse(marked, (key, value: unknown) =>
      typeof value === 'string' && value.startsWith(MARK) ? Number(value.slice(MARK.length)) : value,
    );
    return parsed;
  }
}
