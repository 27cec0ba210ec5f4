import { hint } from '@kojikit/protocol';

/** A limit of setrlimit(2); `unlimited` is none. */
export interface ResourceLimit {
  readonly soft: number | 'unlimited';
  /** Left out: the limit that there is stays. */
  readonly hard?: number | 'unlimited';
}

/** Limits that Koji's kojid can set on Linux, by the name of their option. */
export const RESOURCE_LIMITS = [
  'RLIMIT_AS',
  'RLIMIT_CORE',
  'RLIMIT_CPU',
  'RLIMIT_DATA',
  'RLIMIT_FSIZE',
  'RLIMIT_MEMLOCK',
  'RLIMIT_MSGQUEUE',
  'RLIMIT_NICE',
  'RLIMIT_NOFILE',
  'RLIMIT_NPROC',
  'RLIMIT_RSS',
  'RLIMIT_RTPRIO',
  'RLIMIT_RTTIME',
  'RLIMIT_SIGPENDING',
  'RLIMIT_STACK',
] as const;

export type ResourceName = (typeof RESOURCE_LIMITS)[number];

/** The old name of a limit. */
const OLD_NAME = 'RLIMIT_OFILE';

/** The limit that an option names, or what is said of an option that names none. */
export function resourceNamed(option: string): ResourceName | { readonly unknown: string } {
  const name = option.toUpperCase();
  if (name === OLD_NAME) return 'RLIMIT_NOFILE';
  const found = RESOURCE_LIMITS.find((candidate) => candidate === name);
  return found ?? { unknown: hint(name, RESOURCE_LIMITS) };
}

/**
 * Reads `SOFT` or `SOFT HARD`, with -1 for none, as Koji does. Undefined if it is neither, or the hard limit is below
 * the soft one.
 */
export function readResourceLimit(text: string): ResourceLimit | undefined {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length < 1 || words.length > 2) return undefined;
  if (!words.every((word) => /^(\+?\d+|-1)$/.test(word))) return undefined;
  const [soft = 0, hard] = words.map((word) => (word === '-1' ? ('unlimited' as const) : Number(word)));
  if (hard === undefined) return { soft };
  const isTooLow = hard !== 'unlimited' && (soft === 'unlimited' || soft > hard);
  return isTooLow ? undefined : { soft, hard };
}
