import { double, type Double } from '@kojikit/protocol';

/** A result whose named members go out as `<double>`. */
export type WithDoubles<R, Name> = {
  [Key in keyof R]: Key extends Name ? (null extends R[Key] ? Double | null : Double) : R[Key];
};

/** Marks members of a result that go out as `<double>` also when they hold a whole number. Nil stays nil. */
export function withDoubles<R extends object, Name extends keyof R & string>(
  row: R,
  ...names: readonly Name[]
): WithDoubles<R, Name> {
  const result: Record<string, unknown> = { ...(row as Record<string, unknown>) };
  for (const name of names) {
    const value = row[name];
    result[name] = typeof value === 'number' ? double(value) : (value ?? null);
  }
  return result as WithDoubles<R, Name>;
}
