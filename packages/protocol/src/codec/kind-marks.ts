/** The kinds of values that travel as objects of a class. */
type Kind = 'Double' | 'DateTime';

const MARKS: Record<Kind, symbol> = {
  Double: Symbol.for('@kojikit/protocol Double'),
  DateTime: Symbol.for('@kojikit/protocol DateTime'),
};

/**
 * Marks a class so that its values are known to other copies of this package: a plugin may have been installed with one
 * of its own.
 */
export function markKind({ prototype }: { readonly prototype: object }, kind: Kind): void {
  Object.defineProperty(prototype, MARKS[kind], { value: true });
}

/** Whether a value is of that kind, whichever copy of this package made it. */
export function isOfKind(value: unknown, kind: Kind): boolean {
  return typeof value === 'object' && value !== null && MARKS[kind] in value;
}
