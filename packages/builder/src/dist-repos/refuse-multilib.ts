import { GenericError } from '@kojikit/protocol';
import type { DistRepoOptions } from './dist-repo-options.js';

/*
 * Koji's builder asks the Python module `multilib` which packages are wanted in two arches, and dnf's for what they
 * require. Neither can be had here, and a repo without these packages is not what was asked for.
 */
export function refuseMultilib({ multilib }: DistRepoOptions): void {
  if (!multilib) return;
  throw new GenericError(
    "This builder makes no dist repos with multilib packages (option --multilib): Koji's kojid does",
  );
}
