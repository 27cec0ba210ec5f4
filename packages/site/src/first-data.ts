import { createClient, type Client } from '@kojikit/client';
import { canonArch } from '@kojikit/rpm';
import type { SiteFolder } from './site-folder.js';

/** What a new site has besides its accounts. */
export const FIRST_TAG = 'f30-build';
const DESTINATION_TAG = 'f30';
const TARGET = 'f30';
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  build: ['bash', 'coreutils', 'rpm-build'],
  'srpm-build': ['bash', 'rpm-build'],
};

/** The arch of this machine, by the name that RPM has for it. */
export function machineArch(): string {
  const names: Readonly<Record<string, string>> = {
    x64: 'x86_64',
    arm64: 'aarch64',
    ppc64: 'ppc64le',
    ia32: 'i686',
  };
  return canonArch(names[process.arch] ?? process.arch);
}

/**
 * Gives a site its first data through the hub's own API, as an admin would by hand: tags with arches and groups, a
 * target, the channel runroot with the builder in it, and a first repo. What is there already is left alone, so this
 * may run at every start, and again after it was interrupted.
 */
export async function createFirstData(folder: SiteFolder, hubUrl: string): Promise<void> {
  const { name: user, password } = folder.admin;
  const client = createClient({ url: hubUrl, auth: { type: 'password', user, password }, retries: 3 });
  await client.login();
  try {
    await createTags(client);
    await joinChannel(client, folder.builder.name, 'runroot');
    await joinChannel(client, folder.builder.name, 'createrepo');
    await firstRepo(client);
  } finally {
    await client.logout();
    client.close();
  }
}

async function createTags(client: Client): Promise<void> {
  const arch = machineArch();
  const missing = async (method: string, name: string) => (await client.call(method, [name])) === null;
  if (await missing('getTag', DESTINATION_TAG))
    await client.call('createTag', [DESTINATION_TAG], { arches: arch });
  if (await missing('getTag', FIRST_TAG)) {
    await client.call('createTag', [FIRST_TAG], { arches: arch, parent: DESTINATION_TAG });
  }
  const known = (await client.call('getTagGroups', [FIRST_TAG])) as { name: string }[];
  for (const [group, packages] of Object.entries(GROUPS)) {
    if (known.some(({ name }) => name === group)) continue;
    await client.call('groupListAdd', [FIRST_TAG, group]);
    for (const name of packages) await client.call('groupPackageListAdd', [FIRST_TAG, group, name]);
  }
  if (await missing('getBuildTarget', TARGET)) {
    await client.call('createBuildTarget', [TARGET, FIRST_TAG, DESTINATION_TAG]);
  }
}

async function joinChannel(client: Client, host: string, channel: string): Promise<void> {
  const joined = (await client.call('listChannels', [host])) as { name: string }[];
  if (joined.some(({ name }) => name === channel)) return;
  await client.call('addHostToChannel', [host, channel], { create: true });
}

/* Asked for before anybody needs it; the builder makes it in the background. */
async function firstRepo(client: Client): Promise<void> {
  if ((await client.call('getRepo', [FIRST_TAG])) === null) await client.call('repo.request', [FIRST_TAG]);
}
