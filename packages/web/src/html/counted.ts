const WHOLE = new Intl.NumberFormat('en');

/** `1 build`, `1,234 builds`; `more than 10,000 builds` where the number was not told. */
export function counted(total: number | null, one: string, several = `${one}s`): string {
  if (total === null) return `more than ${WHOLE.format(10_000)} ${several}`;
  return `${WHOLE.format(total)} ${total === 1 ? one : several}`;
}
