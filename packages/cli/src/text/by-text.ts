/** Orders by a text, by code points as Koji does and not by a language's rules. */
export function byText<T>(of: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => compareText(of(a), of(b));
}

/** -1, 0 or 1 for two texts by code points. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
