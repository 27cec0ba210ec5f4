import type { Option } from './option.js';
import { pythonRegex } from './python-regex.js';

const YES = new Set(['1', 'yes', 'true', 'on']);
const NO = new Set(['0', 'no', 'false', 'off']);

/** The value of an option as it stands in a file, or what is wrong with it. */
export function readOption(option: Option<unknown>, text: string): { value: unknown } | { wrong: string } {
  if (option.type === 'boolean') {
    const word = text.trim().toLowerCase();
    if (YES.has(word)) return { value: true };
    if (NO.has(word)) return { value: false };
    return { wrong: `is ${quoted(text)}, expected yes or no (or true, false, on, off, 1, 0)` };
  }
  if (option.type === 'integer') {
    if (/^[+-]?\d+(_\d+)*$/.test(text.trim())) return { value: Number(text.trim().replaceAll('_', '')) };
    return {
      wrong: `is ${quoted(text)}, expected a whole number such as ${(option.default as number | undefined) ?? 5432}`,
    };
  }
  if (option.type === 'regex') {
    try {
      pythonRegex(text);
    } catch (error) {
      return {
        wrong: `is no regular expression: ${(error as Error).message}; the default is ${option.default}`,
      };
    }
  }
  if (option.choices && !option.choices.includes(text)) {
    return { wrong: `is ${quoted(text)}, expected ${option.choices.join(' or ')}` };
  }
  return { value: text };
}

function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
