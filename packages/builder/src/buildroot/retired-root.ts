import type { Backend, RootView } from '../backends/backend.js';
import type { Leases } from './leases.js';

/** A build root of this host that is no longer in use. */
export interface RetiredRoot extends RootView {
  readonly id: number;
  /** `TAG-ID-REPO` */
  readonly name: string;
}

/**
 * Finds a root and holds it: neither the clean-up nor another task has it until it is released. Undefined if there is
 * none, or nothing is left of it.
 */
export async function holdRetiredRoot(
  backend: Backend,
  leases: Leases,
  id: number,
  signal: AbortSignal,
): Promise<{ root: RetiredRoot; release: () => void } | undefined> {
  const known = await findRoot(backend, id);
  if (!known) return undefined;
  const release = await leases.takeAlone(known.name, signal);
  try {
    // It may have been cleaned up while somebody else had it.
    const local = await findRoot(backend, id);
    const view = local && (await backend.view(local));
    if (view) return { root: { ...view, id, name: known.name }, release };
  } catch (error) {
    release();
    throw error;
  }
  release();
  return undefined;
}

async function findRoot(backend: Backend, id: number) {
  return (await backend.list()).find(({ buildrootId }) => buildrootId === id);
}
