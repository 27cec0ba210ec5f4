import type { MultiCallEntry, MultiCallFault, Struct } from './shapes.js';

/**
 * How a hub describes one of its methods. Open where it speaks of Python: `argspec` is what Python's inspection returns,
 * and a default may be any value.
 */
export interface ListedMethod {
  name: string;
  doc: string | null;
  args: (string | [name: string, fallback: unknown])[];
  /** The arguments in Python's notation: `(tagInfo, strict=False)`. Older hubs leave it out. */
  argdesc?: string;
  argspec?: unknown;
}

/** Calls about the hub itself. */
export interface SystemApi {
  _listapi: { params: Record<never, never>; result: ListedMethod[] };
  /** An addition to Koji's API: who may call which method, in words. */
  listMethodAccess: { params: Record<never, never>; result: Record<string, string> };
  'system.listMethods': { params: Record<never, never>; result: string[] };
  'system.methodSignature': { params: { method: string }; result: string };
  'system.methodHelp': { params: { method: string }; result: string };
  multiCall: { params: { calls: MultiCallEntry[] }; result: (unknown[] | MultiCallFault)[] };
  hello: { params: { args?: unknown[] }; result: string; rest: 'args' };
  echo: { params: { args?: unknown[] }; result: unknown[]; rest: 'args' };
  error: { params: Record<never, never>; result: never };
  fault: { params: Record<never, never>; result: never };
  getAPIVersion: { params: Record<never, never>; result: number };
  getKojiVersion: { params: Record<never, never>; result: string };
  mavenEnabled: { params: Record<never, never>; result: boolean };
  winEnabled: { params: Record<never, never>; result: boolean };
  showOpts: {
    params: { as_string?: boolean };
    result: string | Struct;
    cases: [
      [{ as_string: false }, Struct],
      [{ as_string: boolean }, string | Struct],
      [Record<never, never>, string],
    ];
  };
  getAllArches: { params: Record<never, never>; result: string[] };
}
