import { compareText } from '@kojikit/protocol';

/** Orders by a text, by code points as Koji does and not by a language's rules. */
export function byText<T>(of: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => compareText(of(a), of(b));
}
