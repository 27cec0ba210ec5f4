import { GenericError } from '@kojikit/protocol';

/**
 * Arches separated by commas or spaces, as one text separated by single spaces. Throws GenericError when one has other
 * characters than letters, digits, `_` and `-`.
 */
export function parseArches(text: string): string {
  const arches = text.split(/[\s,]+/).filter((arch) => arch !== '');
  if (arches.some((arch) => !/^[a-zA-Z0-9_-]*$/.test(arch))) {
    throw new GenericError('Architecture can be only [a-zA-Z0-9_-]');
  }
  return arches.join(' ');
}
