/** What a caller is told when a call fails. */
export interface Fault {
  readonly code: number;
  readonly message: string;
}

/** A call that does not come over the wire: its method and the values of its parameters in wire order. */
export interface InsideCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

export type InsideAnswer = { readonly result: unknown } | { readonly fault: Fault };
