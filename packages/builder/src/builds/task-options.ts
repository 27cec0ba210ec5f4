import { BuildError } from '@kojikit/protocol';
import { z } from 'zod';
import type { TaskHub } from '../hub/task-hub.js';
import { sharesArch } from './choose-arch.js';
import { tagParameter } from '../handlers/tag-parameter.js';

/** The options of a subtask of a build. */
export const subtaskOptions = z
  .looseObject({ repo_id: z.number().int().nullish(), scratch: z.boolean().nullish() })
  .nullish();

/** What the result of a task that makes a source package says. */
export const sourceResult = z.looseObject({
  srpm: z.string(),
  source: z.looseObject({ source: z.string(), url: z.string() }).optional(),
});

/** What the result of a `buildArch` task says. */
export const archResult = z.looseObject({
  rpms: z.array(z.string()),
  srpms: z.array(z.string()),
  logs: z.array(z.string()),
  brootid: z.number().int(),
});

/** The repo that a build root is made of. Throws BuildError if the request names none. */
export async function repoOf(
  hub: TaskHub,
  options: z.infer<typeof subtaskOptions>,
): Promise<{ id: number; create_event: number }> {
  const id = options?.repo_id;
  if (!id) throw new BuildError('A repo id must be provided');
  return hub.call('repoInfo', { repo_id: id, strict: true });
}

/** Whether a host has an arch in common with the tag that a task builds with. */
export async function hostHasArch(
  hub: TaskHub,
  host: { readonly arches: string | null },
  tag: z.infer<typeof tagParameter>,
): Promise<boolean> {
  const config = await hub.call('getBuildConfig', { tag: tagReference(tag) });
  return sharesArch(host, config?.arches);
}

/** How a build task names its tag: by id or name, or by the tag itself. */
export { tagParameter };

/** The id or name of a tag. */
export function tagReference(tag: z.infer<typeof tagParameter>): string | number {
  return typeof tag === 'object' ? tag.id : tag;
}
