import { BUILD_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { HOSTILE } from './areas/area.js';
import { visitedHub } from './visit.js';

const search = (terms: string, more = '') => `search?terms=${encodeURIComponent(terms)}${more}`;

eachDatabase('the search', (open) => {
  it('knows numbers, names, patterns and what people paste, and leads to what is one thing', async () => {
    const visited = await visitedHub({}, open);
    const { hub, get } = visited;
    const { rows } = hub;
    const tag = await rows.tag({ name: 'f40_build', packages: ['bash'] });
    for (let number = 0; number < 4; number += 1) await rows.task({ method: 'newRepo' });
    const first = await rows.build({ name: 'bash', version: '5.1', release: '1.fc40', tags: [tag.id] });
    const second = await rows.build({ name: 'bash', version: '5.2', release: '1.fc40' });
    await rows.build({ name: 'bash-completion', state: BUILD_STATES.FAILED });
    const rpm = await hub.database.transaction((db) =>
      db.insertReturningId('rpminfo', {
        build_id: second.id,
        name: 'bash',
        version: '5.2',
        release: '1.fc40',
        arch: 'src',
        draft: false,
        external_repo_id: 0,
        payloadhash: 'x',
        size: 1,
        buildtime: 1,
      }),
    );
    const target = async (address: string) => {
      const response = await get(address);
      return response.status === 302 ? response.headers.get('location') : response.status;
    };
    const leads: readonly (readonly [address: string, to: string | number | null])[] = [
      [search('4'), 'taskinfo?taskID=4'],
      [search(' bash-5.1-1.fc40 '), `buildinfo?buildID=${first.id}`],
      [search('BASH-5.1-1.FC40'), `buildinfo?buildID=${first.id}`],
      [search('1:bash-5.2-1.fc40'), `buildinfo?buildID=${second.id}`],
      [search('bash 5.1 1.fc40'), `buildinfo?buildID=${first.id}`],
      [search('bash-5.2-1.fc40.src.rpm'), `rpminfo?rpmID=${rpm}`],
      [search('bash-5.2-1.fc40.src'), `rpminfo?rpmID=${rpm}`],
      [search('bash-5.1-1.fc40.x86_64.rpm'), `buildinfo?buildID=${first.id}`],
      [search('buildArch (bash-5.1-1.fc40.src.rpm, x86_64)'), `buildinfo?buildID=${first.id}`],
      [search('https://h/koji/taskinfo?taskID=3'), 'taskinfo?taskID=3'],
      [search('/mnt/koji/packages/bash/5.1/1.fc40/src'), `buildinfo?buildID=${first.id}`],
      [search('f40_build'), `taginfo?tagID=${tag.id}`],
      [search('f40?build'), `taginfo?tagID=${tag.id}`],
      [search('F4*'), `taginfo?tagID=${tag.id}`],
      [search('f[0-4]0_b*'), `taginfo?tagID=${tag.id}`],
      [search('alice'), 'userinfo?userID=2'],
      [search('bash', '&type=package&match=exact'), 'packageinfo?packageID=1'],
      [search('bash', '&type=package&match=glob'), 'packageinfo?packageID=1'],
      [search('BASH-5.1*', '&type=build&match=glob'), `buildinfo?buildID=${first.id}`],
      [search('^bash-5\\.[2-9]', '&type=build&match=regexp'), `buildinfo?buildID=${second.id}`],
      [search('bash*.src.rpm', '&type=rpm&match=glob'), `rpminfo?rpmID=${rpm}`],
      [search('4', '&type=task'), 'taskinfo?taskID=4'],
      [`${search('alice')}&`, 'userinfo?userID=2'],
      [`search?terms=alice&terms=nosuch&&`, 'userinfo?userID=2'],
      // Several, or none, or on a later page: a list.
      [search('bash'), 200],
      [search('bash-5*'), 200],
      [search('alice', '&start=50&type=user'), 200],
      [search('nosuchthing'), 200],
      [search('99999999'), 200],
      [search('999999999999999999'), 200],
      ['search', 200],
      [search('   '), 200],
      [search('f40%build'), 200],
      [search('f40-build', '&type=tag&match=glob'), 200],
      [search(HOSTILE), 200],
      [search("'; DROP TABLE build --"), 200],
      // What is wrong.
      [search('x', '&type=maven'), 400],
      [search('x', '&type=colour'), 400],
      [search('x', '&match=fuzzy'), 400],
      [search('x', '&order=colour'), 400],
      [search('x', '&start=x'), 400],
      [search('[', '&match=regexp'), 400],
      [search('(a', '&type=package&match=regexp'), 400],
      [search('(.*)\\1x', '&type=package&match=regexp'), 400],
      [search('x'.repeat(2000)), 400],
    ];
    for (const [address, to] of leads) expect([address, await target(address)]).toEqual([address, to]);

    const list = await (await get(search('bash'))).text();
    expect(list.indexOf('>bash</a>')).toBeGreaterThan(0);
    expect(list.indexOf('>bash</a>')).toBeLessThan(list.indexOf('>bash-completion</a>'));
    expect(list).toContain('>bash-5.2-1.fc40</a>');
    expect(list).toMatch(/bash-completion-1\.0-1<\/a><\/td><td data-label="State"><b class="state failed"/);
    expect(list).toMatch(/id="find-box"\s+name="terms"\s+value="bash"/);
    const one = await (await get(search('1'))).text();
    for (const page of [
      'taskinfo?taskID=1',
      'buildinfo?buildID=1',
      'packageinfo?packageID=1',
      'userinfo?userID=1',
    ])
      expect(one).toContain(`"${page}"`);
    const hostile = await (await get(search(HOSTILE))).text();
    expect(hostile).not.toContain('<script>document');
  });

  it('says what it looked for when there is nothing, and what is near', async () => {
    const { hub, get } = await visitedHub({}, open);
    await hub.rows.tag({ name: 'f40-updates', packages: ['firefox', 'kernel', 'libreoffice'] });
    const near = async (terms: string, more = '') => {
      const page = await (await get(search(terms, more))).text();
      expect(page).toContain('Nothing was found. Looked for');
      return [...page.matchAll(/<li><a href="(\w+)\?\w+=\d+">([^<]+)<\/a>/g)].map(([, , name]) => name);
    };
    expect(await near('firefix')).toEqual(['firefox']);
    expect(await near('kernl-6.1-1.fc40')).toEqual(['kernel']);
    expect(await near('f40-udpates')).toEqual(['f40-updates']);
    expect(await near('libre0ffice', '&type=package')).toEqual(['libreoffice']);
    expect(await near('zzzzzz')).toEqual([]);
    expect(await near('q')).toEqual([]);
  });

  it('ends soon for expressions that other engines run for ever', async () => {
    const { hub, get } = await visitedHub({}, open);
    await hub.rows.build({ name: 'a'.repeat(200), version: 'b' });
    const started = performance.now();
    for (const terms of ['(a|a)*$x', '(a+)+$c', '^(([a-z])+.)+[A-Z]([a-z])+$', '(.*a){12}x'])
      for (const type of ['build', 'package', 'rpm'])
        expect([200, 302, 400]).toContain((await get(search(terms, `&type=${type}&match=regexp`))).status);
    expect((await get(search('((a{0,100}){0,100}){0,100}', '&type=build&match=regexp'))).status).toBe(400);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('shows some of each kind, and of one kind all, page by page', async () => {
    const { hub, get } = await visitedHub({}, open);
    for (let number = 0; number < 30; number += 1)
      await hub.rows.build({ name: 'many', version: `${number}` });
    const page = await (await get(search('many'))).text();
    expect([...page.matchAll(/buildID=\d+">many-/g)].length).toBe(10);
    expect(page).toContain('More builds');
    const alone = await (await get(search('many', '&type=build&order=id'))).text();
    expect([...alone.matchAll(/buildID=\d+">many-/g)].length).toBe(30);
    expect(alone).toContain('>many-0-1</a>');
  });
});
