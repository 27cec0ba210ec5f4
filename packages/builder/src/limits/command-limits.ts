import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import type { Amount } from '../config/setting-kinds.js';
import type { Settings } from '../config/settings.js';

const MEGABYTE = 1024 * 1024;

/** What a command in a build root may take; what is undefined has no limit. */
export interface CommandLimits {
  readonly processes: number | undefined;
  /** Bytes. */
  readonly memory: number | undefined;
  /** Bytes that the whole root takes. */
  readonly disk: number | undefined;
  /** Seconds. */
  readonly time: number | undefined;
  /** The option that says so; default `sandbox_max_time`. */
  readonly timeOption?: string;
}

export type LimitSettings = Pick<
  Settings,
  'sandbox_max_processes' | 'sandbox_max_memory' | 'sandbox_max_disk' | 'sandbox_max_time'
>;

/** The limits of a command that starts now in a root on the disk of `folder`. */
export async function commandLimits(settings: LimitSettings, folder: string): Promise<CommandLimits> {
  const { bavail, bsize } = await statfs(folder);
  return {
    processes: settings.sandbox_max_processes || undefined,
    memory: bytesOf(settings.sandbox_max_memory, totalmem()),
    disk: bytesOf(settings.sandbox_max_disk, bavail * bsize),
    time: settings.sandbox_max_time || undefined,
  };
}

/** A limit as people write it. */
export function megabytes(bytes: number): string {
  return `${Math.floor(bytes / MEGABYTE)} MB`;
}

function bytesOf({ value, isPercent }: Amount, whole: number): number | undefined {
  if (value === 0) return undefined;
  return isPercent ? Math.floor((whole * value) / 100) : value * MEGABYTE;
}
