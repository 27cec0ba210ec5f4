/** Whether a value is one of the known ones. */
export function isOneOf<T extends string | number>(known: readonly T[], value: unknown): value is T {
  return known.some((one) => one === value);
}
