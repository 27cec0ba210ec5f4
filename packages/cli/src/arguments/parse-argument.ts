import { parseInteger, parsePythonFloat } from '@kojikit/command-line';
import { Double } from '@kojikit/protocol';

const WORDS = new Map<string, unknown>([
  ['None', null],
  ['True', true],
  ['False', false],
]);

/**
 * What a word on the command line means to the hub: a number where it looks like one, `None`, `True` and `False`,
 * JSON where that is allowed and fits, else the text itself.
 */
export function parseArgument(text: string, { json = false }: { json?: boolean } = {}): unknown {
  const integer = parseInteger(text);
  if (integer !== undefined)
    return Number.isSafeInteger(integer) ? integer : BigInt(text.trim().replaceAll('_', ''));
  const float = parsePythonFloat(text);
  if (float !== undefined) return new Double(float);
  if (WORDS.has(text)) return WORDS.get(text);
  if (json) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  return text;
}
