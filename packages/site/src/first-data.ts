import {
  actingAs,
  asHub,
  ensureAccount,
  ensureHost,
  machineArch,
  makeNeeds,
  makeTargetAndTags,
  requestFirstRepo,
  type Hub,
} from '@kojikit/hub-core';
import type { SiteFolder } from './site-folder.js';

/** The target of a new site, and the destination tag of the same name. */
export const TARGET = 'f30';
/** The build tag of a new site. */
export const FIRST_TAG = `${TARGET}-build`;

/**
 * Gives a site its accounts, channels, builder, tags and target, as `koji-hub init` and `koji-hub user add` do. What is
 * there already is left alone, so this may run at every start, and again after it was interrupted.
 */
export async function createFirstData(hub: Hub, folder: SiteFolder): Promise<void> {
  await asHub(hub.parts, 'first data', async (ctx) => {
    await ensureAccount(ctx, { ...folder.admin, permissions: ['admin'] });
    await makeNeeds(ctx, hub.registry);
    await ensureHost(ctx, folder.builder.name, machineArch(), hub.registry.neededChannels.keys());
    await ensureAccount(ctx, folder.builder);
    await makeTargetAndTags(await actingAs(ctx, folder.admin.name), TARGET, machineArch());
  });
}

/** Asks for the first repo before anybody needs it; the builder makes it in the background. */
export async function askForFirstRepo(hub: Hub, folder: SiteFolder): Promise<void> {
  await asHub(hub.parts, 'first repo', async (ctx) =>
    requestFirstRepo(await actingAs(ctx, folder.admin.name), FIRST_TAG),
  );
}
