/** A value on its way through knex, which takes structs, functions and undefined for something else than values. */
export class Opaque {
  constructor(readonly value: unknown) {}
}

export const opaque = (value: unknown): Opaque => new Opaque(value);

/** The values that a statement of knex's is run with. */
export function revealed(
  bindings: readonly unknown[] | undefined,
  timestamp: (date: Date) => string,
): unknown[] {
  return (bindings ?? []).map((binding) => {
    if (binding instanceof Opaque) return binding.value;
    return binding instanceof Date ? timestamp(binding) : binding;
  });
}
