import { FORBIDDEN_CHARACTERS, UNUSUAL_CHARACTER } from './characters.js';
import { UnencodableValue } from './errors.js';

/** What to do with a character that XML 1.0 has no way to write, such as ESC or half of a surrogate pair. */
export type ForbiddenCharacters = 'refuse' | 'replace';

const REPLACEMENT = '\ufffd';

/**
 * Text for an XML element. A carriage return is written as a character reference, because a plain one would be read
 * as a newline.
 */
export function escapeText(text: string, forbidden: ForbiddenCharacters): string {
  return UNUSUAL_CHARACTER.test(text) ? escapeCarefully(text, forbidden) : text;
}

function escapeCarefully(text: string, forbidden: ForbiddenCharacters): string {
  const legal = text.replace(FORBIDDEN_CHARACTERS, (character, offset: number) => {
    if (forbidden === 'replace') return REPLACEMENT;
    const code = character.codePointAt(0) ?? 0;
    throw new UnencodableValue(
      `cannot encode the character U+${code.toString(16).toUpperCase().padStart(4, '0')} at ${offset} of a text: XML has no way to write it`,
    );
  });
  return legal
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
