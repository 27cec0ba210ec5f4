/** Options of a repo or a request as `src=yes, debuginfo=no`; undefined without any. */
export function optionsText(options: object | null | undefined): string | undefined {
  const entries = Object.entries(options ?? {});
  if (entries.length === 0) return undefined;
  return entries.map(([name, value]) => `${name}=${valueText(value)}`).join(', ');
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
