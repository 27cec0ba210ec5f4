import { Double, pythonRepr, pythonText } from '@kojikit/protocol';

/**
 * Fills a template with values the way Koji's tables are laid out: `%s` text, `%-20s` to the left of a column,
 * `%5d` a number at its right, `%.2f` with decimals, `%r` quoted, `%%` a percent sign. Columns count characters,
 * not bytes, and never cut unless `%.10s` says so.
 *
 * @example format('%-8s %4d', 'ppc64', 3)   // 'ppc64       3'
 */
export function format(template: string, ...values: readonly unknown[]): string {
  let next = 0;
  return template.replace(
    /%([-0+ ]*)(\d*|\*)(?:\.(\d+))?([sdirf%])/g,
    (whole, flags: string, width: string, digits: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const columns = width === '*' ? Number(values[next++]) : Number(width || 0);
      const text = convert(kind, values[next++], digits === undefined ? undefined : Number(digits));
      return pad(text, columns, flags, kind);
    },
  );
}

function convert(kind: string, value: unknown, digits: number | undefined): string {
  if (kind === 'f') return Number(value instanceof Double ? value.value : value).toFixed(digits ?? 6);
  if (kind === 'd' || kind === 'i') return String(Math.trunc(Number(value)));
  const text = kind === 'r' ? pythonRepr(value) : pythonText(value);
  return digits === undefined ? text : [...text].slice(0, digits).join('');
}

function pad(text: string, columns: number, flags: string, kind: string): string {
  const missing = columns - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (flags.includes('0') && kind !== 's' && kind !== 'r') {
    return text.startsWith('-') ? `-${'0'.repeat(missing)}${text.slice(1)}` : '0'.repeat(missing) + text;
  }
  return ' '.repeat(missing) + text;
}
