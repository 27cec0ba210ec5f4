import { UsageError } from '@kojikit/command-line';
import { makeFolder } from '@kojikit/protocol';
import {
  adminName,
  machineArch,
  makeNeeds,
  makeTargetAndTags,
  requestFirstRepo,
} from '../first-data/index.js';
import { createHub } from '../hub.js';
import { asHub } from '../rpc/as-hub.js';
import type { HubParts } from '../rpc/hub-parts.js';
import { actingAs, ensureAccount } from '../users/index.js';
import { configured } from './configured.js';
import { readPassword } from './read-password.js';

export interface FirstData {
  /** The name of the first admin. */
  readonly admin: string | undefined;
  readonly passwordFile: string | undefined;
  /** The name of a target to make, with its tags. */
  readonly target: string | undefined;
  /** The arches of its tags; default: this machine's. */
  readonly arches: string | undefined;
}

/**
 * `koji-hub init`: creates or upgrades the database, and makes what a site needs: channels and permissions of the plugins,
 * the first admin when a name is given, tags and a target when one is named. A second run makes what is missing.
 */
export async function init(file: string | undefined, wanted: FirstData): Promise<number> {
  const { admin, target } = wanted;
  if (admin === undefined && wanted.passwordFile !== undefined)
    throw new UsageError('--password-file needs --admin NAME');
  if (target === undefined && wanted.arches !== undefined)
    throw new UsageError('--arches needs --target NAME');
  const password = admin === undefined ? undefined : readPassword(wanted.passwordFile);
  const config = await configured(file);
  makeFolder(config.KojiDir);
  const hub = await createHub({ config, schema: 'apply' });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  try {
    say('The database is up to date.');
    const { created, needs } = await asHub(hub.parts, 'init', async (ctx) => ({
      created:
        admin === undefined
          ? undefined
          : (await ensureAccount(ctx, { name: admin, password, permissions: ['admin'] })).created,
      needs: await makeNeeds(ctx, hub.registry),
    }));
    if (created !== undefined) {
      say(created ? `Made the admin ${admin}.` : `${admin} was there already: is an admin, password set.`);
    }
    const made = target === undefined ? [] : await firstTarget(hub.parts, wanted, target);
    if (needs.length + made.length > 0) say(`Made ${[...needs, ...made].join(', ')}.`);
    else if (target !== undefined) say(`The target ${target} and its tags were there already.`);
    return 0;
  } finally {
    await hub.close();
  }
}

async function firstTarget(parts: HubParts, { admin, arches }: FirstData, target: string): Promise<string[]> {
  const made = await asHub(parts, 'init', async (ctx) => {
    const maker = admin ?? (await adminName(ctx));
    if (maker === undefined) throw new UsageError('--target needs an admin: name one with --admin NAME');
    return makeTargetAndTags(await actingAs(ctx, maker), target, arches ?? machineArch());
  });
  await asHub(parts, 'init', async (ctx) => {
    const maker = admin ?? (await adminName(ctx));
    if (maker !== undefined) await requestFirstRepo(await actingAs(ctx, maker), `${target}-build`);
  });
  return made;
}
