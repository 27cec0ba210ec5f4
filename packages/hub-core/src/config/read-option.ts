import { readYesNo, suggest } from '@kojikit/protocol';
import type { Option } from './option.js';
import { pythonRegex } from './python-regex.js';
import { errorText } from '../error-facts.js';

/** What an option's text was read as: a value, perhaps with a doubt whether it is what was meant, or what is wrong. */
export type ReadOption = { readonly value: unknown; readonly doubt?: string } | { readonly wrong: string };

/** The value of an option as it stands in a file, or what is wrong with it. */
export function readOption(option: Option<unknown>, text: string): ReadOption {
  if (option.type === 'boolean') {
    const value = readYesNo(text);
    if (value !== undefined) return { value };
    return { wrong: `is ${quoted(text)}, expected yes or no (or true, false, on, off, 1, 0)` };
  }
  if (option.type === 'integer') {
    if (/^[+-]?\d+(_\d+)*$/.test(text.trim())) return { value: Number(text.trim().replaceAll('_', '')) };
    return {
      wrong: `is ${quoted(text)}, expected a whole number such as ${Number(option.default ?? 5432)}`,
    };
  }
  if (option.type === 'regex') {
    try {
      pythonRegex(text);
    } catch (error) {
      return {
        wrong: `is no regular expression: ${errorText(error)}; the default is ${option.default}`,
      };
    }
  }
  if (option.choices && !option.choices.includes(text)) {
    const meant = suggest(text.trim(), option.choices);
    if (meant === undefined) return { value: option.default };
    const doubt = `is ${quoted(text)}, which switches it off; did you mean ${meant}?`;
    return { value: option.default, doubt };
  }
  return { value: text };
}

function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
