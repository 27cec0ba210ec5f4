import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { koji } from '../following/koji-run.js';

/** Three builds of bash and one of make in a tag, tagged in this order. */
async function tagged(hub: TestHub): Promise<(...argv: string[]) => Promise<string[]>> {
  const { id: tag } = await hub.rows.tag({ name: 'f40', packages: ['bash', 'make'] });
  for (const release of ['1', '2', '3']) await hub.rows.build({ name: 'bash', release, tags: [tag] });
  await hub.rows.build({ name: 'make', tags: [tag] });
  const url = await hub.listen();
  return async (...argv) => {
    const run = koji(url, argv, { user: 'kojiadmin' });
    const status = await run.exit;
    return [String(status), ...(run.stdout() + run.stderr()).split('\n').filter((line) => line !== '')];
  };
}

async function left(hub: TestHub): Promise<string[]> {
  const builds = (await hub.anonymous.call('listTagged', ['f40'])) as { nvr: string }[];
  return builds.map(({ nvr }) => nvr).sort();
}

const ALL = ['bash-1.0-1', 'bash-1.0-2', 'bash-1.0-3', 'make-1.0-1'];

eachDatabase('koji untag-build', (open) => {
  it('takes the named builds out of the tag, and says so when asked', async () => {
    const hub = await open();
    const run = await tagged(hub);
    expect(await run('untag-build', '-v', 'f40', 'bash-1.0-1', 'make-1.0-1')).toEqual([
      '0',
      'untagging make-1.0-1',
      'untagging bash-1.0-1',
    ]);
    expect(await left(hub)).toEqual(['bash-1.0-2', 'bash-1.0-3']);
  });

  it('changes nothing when it only tells what it would do', async () => {
    const hub = await open();
    const run = await tagged(hub);
    const lines = await run('untag-build', '--test', '--all', 'f40', 'bash');
    expect(lines.slice(1).sort()).toEqual(ALL.slice(0, 3).map((nvr) => `would have untagged ${nvr}`));
    expect(await left(hub)).toEqual(ALL);
  });

  it('takes all builds of a package out, and leaves other packages alone', async () => {
    const hub = await open();
    const run = await tagged(hub);
    expect(await run('untag-build', '--all', 'f40', 'bash')).toEqual(['0']);
    expect(await left(hub)).toEqual(['make-1.0-1']);
  });

  it('leaves the latest build of each package, of all packages with --force alone', async () => {
    const hub = await open();
    const run = await tagged(hub);
    const [status, ...lines] = await run('untag-build', '-v', '--non-latest', '--force', 'f40');
    expect(status).toBe('0');
    expect(lines).toContain('Leaving latest build for package bash: bash-1.0-3');
    expect(lines).toContain('Leaving latest build for package make: make-1.0-1');
    expect(await left(hub)).toEqual(['bash-1.0-3', 'make-1.0-1']);
  });

  it('stops at a build that is not in the tag before anything is changed, and passes it over with --force', async () => {
    const hub = await open();
    const run = await tagged(hub);
    await hub.rows.build({ name: 'make', version: '2.0' });
    const named = ['f40', 'bash-1.0-1', 'make-2.0-1', 'make-3.0-1'];
    expect(await run('untag-build', ...named)).toEqual(['1', 'Build make-2.0-1 not in tag f40']);
    expect(await left(hub)).toEqual(ALL);
    expect(await run('untag-build', '--force', ...named)).toEqual([
      '0',
      'Build make-2.0-1 not in tag f40',
      'No such build: make-3.0-1',
    ]);
    expect(await left(hub)).toEqual(ALL.slice(1));
  });

  it('refuses a tag that there is not, and what names no build', async () => {
    const hub = await open();
    const run = await tagged(hub);
    expect((await run('untag-build', 'f41', 'bash-1.0-1')).join('\n')).toMatch(
      /^2\n[^]*error: No such tag: f41/,
    );
    expect((await run('untag-build', 'f40', 'bash')).join('\n')).toMatch(/^1\n.*invalid format: bash/);
    expect(await left(hub)).toEqual(ALL);
  });
});

eachDatabase('koji list-untagged', (open) => {
  it('lists builds that are in no tag, of all packages or one, with paths and what still needs them', async () => {
    const hub = await open();
    const run = await tagged(hub);
    for (const name of ['make', 'bash']) await hub.rows.build({ name, version: '9' });
    expect(await run('list-untagged')).toEqual(['0', 'bash-9-1', 'make-9-1']);
    expect(await run('list-untagged', 'make')).toEqual(['0', 'make-9-1']);
    expect(await run('list-untagged', '--paths', 'make')).toEqual(['0', '/mnt/koji/packages/make/9/1']);
    expect(await run('list-untagged', '--show-references', 'make')).toEqual([
      '0',
      '(Showing build references)',
      'make-9-1 ',
    ]);
    expect(await run('list-untagged', 'nothing')).toEqual(['1', 'No such package: nothing']);
    await run('untag-build', 'f40', 'bash-1.0-1');
    expect(await run('list-untagged', 'bash')).toEqual(['0', 'bash-1.0-1', 'bash-9-1']);
  });
});
