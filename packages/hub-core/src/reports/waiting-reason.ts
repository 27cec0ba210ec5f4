/** Tasks that wait in the same way. */
export interface TaskGroup {
  readonly kind: 'free' | 'assigned' | 'repo';
  readonly channel_id: number | null;
  readonly channel_name: string | null;
  readonly channel_enabled: boolean | null;
  readonly arch: string | null;
  readonly number: number;
  readonly oldest: number;
}

/** How many hosts of a channel with the same arches may take tasks. */
export interface HostGroup {
  readonly channel_id: number;
  readonly arches: string | null;
  readonly enabled: number;
  /** Of the enabled ones, those that check in and say so. */
  readonly ready: number;
  /** Of the ready ones, those with capacity left. */
  readonly free: number;
}

/**
 * Why tasks wait, as far as the hosts of their channel tell: what `getTaskWaitReason` says of each by itself takes more
 * than these.
 */
export function reasonOf(tasks: TaskGroup, hosts: readonly HostGroup[]): string {
  if (tasks.kind !== 'free') return tasks.kind;
  if (tasks.channel_enabled === false) return 'channel_disabled';
  const fitting = hosts.filter(
    ({ channel_id: channel, arches }) =>
      channel === tasks.channel_id &&
      (tasks.arch === 'noarch' || (arches ?? '').split(/\s+/).includes(tasks.arch ?? '')),
  );
  if (fitting.length === 0) return 'no_host';
  const some = (member: 'enabled' | 'ready' | 'free') => fitting.some((group) => group[member] > 0);
  if (!some('enabled')) return 'hosts_disabled';
  if (!some('ready')) return 'not_ready';
  return some('free') ? 'queued' : 'no_capacity';
}
