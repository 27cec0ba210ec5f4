import type { Build } from '@kojikit/protocol';

/** The task that made a build; content generators may keep it among the build's extra. */
export function buildTaskId(build: Pick<Build, 'task_id' | 'extra'>): number | undefined {
  if (build.task_id !== null) return build.task_id;
  const id = build.extra?.['container_koji_task_id'];
  return typeof id === 'number' ? id : undefined;
}
