/** A number of things: `1 table`, `3 tables`, `12,000 tasks`. */
export function counted(number: number, thing: string, things = `${thing}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? thing : things}`;
}

/** Names between commas; of many only the first, and how many more. */
export function listed(names: readonly string[], most = 10): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
