const KEY = Symbol('html');

/** HTML that is safe to send. Only {@link html} and {@link trustedHtml} make it. */
export class Html {
  constructor(
    key: typeof KEY,
    readonly text: string,
  ) {
    if (key !== KEY) throw new TypeError('Html is made by the html tag');
  }
}

/** What may stand in a template. `undefined`, `null` and `false` are nothing. */
export type Content = Html | string | number | undefined | null | false | readonly Content[];

/**
 * A piece of HTML. Every value that is no {@link Html} is escaped for text and for attributes in double quotes; lists are
 * joined.
 * @example
 * html`<a href="${href}">${name}</a>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const pieces = unindented(strings);
  let text = pieces[0]!;
  for (const [index, value] of values.entries()) text += render(value) + pieces[index + 1]!;
  return new Html(KEY, text);
}

/* Templates are indented for those who read the source; half of a long table would be that. Values stay as they are. */
const seen = new WeakMap<TemplateStringsArray, readonly string[]>();

function unindented(strings: TemplateStringsArray): readonly string[] {
  const known = seen.get(strings);
  if (known) return known;
  const pieces = strings.map((piece) => piece.replace(/\s*\n\s*/g, '\n'));
  seen.set(strings, pieces);
  return pieces;
}

/** HTML that is known to be safe: made of constants, or escaped before. Each use is reviewed. */
export function trustedHtml(text: string): Html {
  return new Html(KEY, text);
}

function render(value: Content): string {
  if (value instanceof Html) return value.text;
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(String(value));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML. Control characters that HTML cannot hold become the sign for a missing character. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ESCAPES[character]!)
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}/gu, '\ufffd');
}
