import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eachDatabase } from '@kojikit/testing';
import { planMavenTree } from './plan-maven-tree.js';

eachDatabase('a repo of a Maven tag', (open) => {
  it('offers the artifacts of its builds, with a list of the versions', async () => {
    const hub = await open({ config: '[hub]\nEnableMaven = True\n' });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['mt'], { maven_support: true, arches: 'x86_64', maven_include_all: true });
    for (const version of ['1.10', '1.9']) {
      const artifact = { group_id: 'org.ex', artifact_id: 'art', version };
      const build = { name: 'm', version, release: '1', epoch: null };
      await admin.call('createMavenBuild', [build, artifact]);
      await admin.upload('up', `art-${version}.jar`, version);
      await admin.call('importArchive', [`up/art-${version}.jar`, `m-${version}-1`, 'maven', artifact]);
    }
    await admin.call('packageListAdd', ['mt', 'm', 'kojiadmin']);
    for (const version of ['1.10', '1.9']) await admin.call('tagBuildBypass', ['mt', `m-${version}-1`]);
    const { name } = await hub.rows.host();
    const builder = await hub.as(name);
    await builder.call('exclusiveSession');
    const [id] = await builder.call<[number]>('host.repoInit', ['mt']);

    const folder = join(hub.topdir, `repos/mt/${id}/maven/org/ex/art`);
    expect(readlinkSync(join(folder, '1.9'))).toBe(
      '../../../../../../../packages/m/1.9/1/maven/org/ex/art/1.9',
    );
    expect(readFileSync(join(folder, '1.9/art-1.9.jar'), 'utf8')).toBe('1.9');
    const index = readFileSync(join(folder, 'maven-metadata.xml'), 'utf8');
    expect(index).toContain('<latest>1.10</latest>');
    expect(index).toContain('      <version>1.9</version>\n      <version>1.10</version>\n');
    expect(readFileSync(join(folder, 'maven-metadata.xml.sha1'), 'utf8')).toMatch(/^[0-9a-f]{40}$/);
    expect(lstatSync(join(hub.topdir, `repos/mt/${id}/x86_64/pkglist`)).isFile()).toBe(true);
  });

  it('is refused where there are no Maven builds', async () => {
    const hub = await open();
    await (await hub.as('kojiadmin')).call('createTag', ['t']);
    const builder = await hub.as((await hub.rows.host()).name);
    await builder.call('exclusiveSession');
    const made = builder.call('host.repoInit', ['t'], { opts: { maven: true } });
    await expect(made).rejects.toThrow('Maven support not enabled');
  });
});

describe('the plan of a Maven repo', () => {
  const artifact = (group_id: string, artifact_id: string, version: string) => ({
    group_id,
    artifact_id,
    version,
    folder: `/files/${group_id}/${artifact_id}/${version}`,
    path: `${group_id.replaceAll('.', '/')}/${artifact_id}/${version}`,
  });

  it('has no link where the folder of another artifact lies', () => {
    const { links, conflicts } = planMavenTree(
      [artifact('a', 'b', 'c'), artifact('a.b.c', 'd', '1'), artifact('a', 'b', '2')],
      new Date(0),
    );
    expect(conflicts).toEqual(['a/b/c']);
    expect([...links.keys()]).toEqual(['a/b/c/d/1', 'a/b/2']);
  });

  it('escapes what XML would take for something else', () => {
    const { indexes } = planMavenTree([artifact('a', 'b&b', '<1>')], new Date(0));
    expect(indexes.get('a/b&b')).toContain('<artifactId>b&amp;b</artifactId>');
    expect(indexes.get('a/b&b')).toContain('<lastUpdated>19700101000000</lastUpdated>');
  });
});
