import { createClient } from '@kojikit/client';

/** The newest build of each package in a tag and what it inherits, as `name-version-release`. Nobody has to log in. */
export async function latestBuilds(url: string, tag: string): Promise<string[]> {
  const client = createClient({ url });
  try {
    const builds = await client.api.listTagged({ tag, latest: true, inherit: true });
    return builds.map(({ nvr }) => nvr);
  } finally {
    client.close();
  }
}
