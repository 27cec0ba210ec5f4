import { GenericError } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { pythonTypeName } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import { checkedText, truth } from '../../readers/index.js';

/** Arches of a new host, with blanks between them. Koji joins what it is given; a text is a list of letters to it. */
export const newHostArches: Reader<string, string | string[]> = (value) => {
  if (typeof value === 'string') return [...value].join(' ');
  if (!Array.isArray(value)) throw new CallerMistake('arches must be an array');
  return value.map(checkedText).join(' ');
};

/** Arches of which hosts have one. Throws GenericError `arches option cannot be empty`. */
export const wantedArches: Reader<string[], string | string[]> = (value) => {
  if (!truth(value)) throw new GenericError('arches option cannot be empty');
  return (Array.isArray(value) ? value : [value]).map(archName);
};

function archName(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new CallerMistake(`expected str instance, ${pythonTypeName(value)} found`);
}
