/**
 * Reads a value of the wire, which may be of any type, and throws Koji's fault for one that it does not take. What it
 * returns is trusted from there on. `In` is what the contract may say of a parameter that is read so.
 */
export type Reader<T, In = unknown> = ((value: unknown) => T) & { readonly accepts?: (value: In) => void };

/** A parameter that may be left out or that collects further values, and how it is read. */
export interface Taken<T, In = unknown> {
  /** `rest` collects further positional values (Koji's `*args`), `keywords` further named ones (`**kwargs`). */
  readonly kind: 'plain' | 'rest' | 'keywords';
  /** The value as it would come over the wire; Koji's own listing of methods shows it. */
  readonly fallback: unknown;
  readonly read: Reader<T, In>;
}

/** The parameters of a method in wire order; a bare reader is of one that the caller must give. */
export type ParameterTable = Readonly<Record<string, Reader<unknown, never> | Taken<unknown, never>>>;

/** What a handler gets: every parameter as its reader returns it. */
export type Values<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Taken<infer T, never>
    ? T
    : Table[Name] extends Reader<infer T, never>
      ? T
      : never;
};

/** A parameter that may be left out or nil, which are both null. */
export function optional<T, In>(read: Reader<T, In>): Taken<T | null, In | null>;
/** A parameter that may be left out; the value that stands for it then, and nil, are read as any other. */
export function optional<T, In>(read: Reader<T, In>, fallback: unknown): Taken<T, In>;
export function optional<T, In>(read: Reader<T, In>, fallback?: unknown): Taken<T | null, In | null> {
  if (fallback !== undefined) return { kind: 'plain', fallback, read: read as Reader<T, In | null> };
  return { kind: 'plain', fallback: null, read: (value) => (value == null ? null : read(value)) };
}

/** Collects further positional values, which are read as one array. */
export function rest<T, In>(read: Reader<T, In>): Taken<T, In> {
  return { kind: 'rest', fallback: [], read };
}

/** Collects further named values, which are read as one struct. */
export function keywords<T, In>(read: Reader<T, In>): Taken<T, In> {
  return { kind: 'keywords', fallback: {}, read };
}
