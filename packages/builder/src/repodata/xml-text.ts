// XML 1.0 cannot hold these characters in any form.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const TEXT_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
};
const ATTRIBUTE_ENTITIES: Readonly<Record<string, string>> = {
  ...TEXT_ENTITIES,
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text of an element. Characters that XML cannot hold are dropped. */
export function escapeText(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>\r]/g, (character) => TEXT_ENTITIES[character] ?? '');
}

/** A value between double quotes. Characters that XML cannot hold are dropped. */
export function escapeAttribute(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replace(/[&<>"\r\n\t]/g, (character) => ATTRIBUTE_ENTITIES[character] ?? '');
}

/** ` name="value"` for each attribute that has a value. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}
