// Makes a side tag, looks at it, waits until one can build in it, and removes it.
// HUB=http://localhost:8080/kojihub KOJI_USER=alice KOJI_PASSWORD=… node --import tsx make-list-remove.ts f30-build
import { pathToFileURL } from 'node:url';
import { createClient, type ClientOptions } from '@kojikit/client';
import type { DescribedSideTag } from '@kojikit/plugin-sidetag/api';

/** What became of the side tag. */
export interface Story {
  readonly made: DescribedSideTag | undefined;
  /** Whether the hub had a repo for it at once, for instance that of the base tag. */
  readonly hasRepo: boolean;
  readonly left: number;
}

export async function makeListRemove(options: ClientOptions, baseTag: string): Promise<Story> {
  const client = createClient(options);
  await client.login();
  try {
    const { api } = client;
    const { name } = await api.createSideTag({ basetag: baseTag, expires: '14d' });
    const [made] = await api.describeSideTags({ sidetag: name });
    await api.holdSideTag({ sidetag: name, reason: 'update in testing', until: '3d' });
    const { repo } = await api['repo.request']({ tag: name });
    await api.releaseSideTag({ sidetag: name });
    await api.removeSideTag({ sidetag: name });
    const left = await api.describeSideTags({ basetag: baseTag });
    return { made, hasRepo: repo !== null, left: left.length };
  } finally {
    await client.logout();
    client.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const {
    HUB: url = 'http://localhost:8080/kojihub',
    KOJI_USER: user = '',
    KOJI_PASSWORD: password = '',
  } = process.env;
  const story = await makeListRemove(
    { url, auth: { type: 'password', user, password } },
    process.argv[2] ?? 'f30-build',
  );
  process.stdout.write(`${JSON.stringify(story, undefined, 2)}\n`);
}
