import type { Buildroot } from '../buildroot/buildroot.js';
import type { Task } from '../tasks/task.js';
import { archOfRoot } from './choose-arch.js';

export interface NoarchRoot {
  /** The build tag. */
  readonly tag: string | number;
  readonly repo: { readonly id: number; readonly create_event: number };
  readonly installGroup: string;
  /** Default false. */
  readonly setupDns?: boolean;
}

/** Makes a build root for what has no arch, of an arch that this host and the tag share. */
export async function noarchRoot(
  task: Task<unknown>,
  { tag: reference, repo, installGroup, setupDns = false }: NoarchRoot,
): Promise<Buildroot> {
  const { hub } = task;
  const event = repo.create_event;
  const tag = await hub.call('getTag', { tagInfo: reference, strict: true, event });
  const config = await hub.call('getBuildConfig', { tag: tag.id, event });
  const root = await task.buildroot({
    tag: tag.id,
    arch: archOfRoot('noarch', await task.host(), config ?? tag),
    repoId: repo.id,
    installGroup,
    setupDns,
  });
  await root.init();
  return root;
}
