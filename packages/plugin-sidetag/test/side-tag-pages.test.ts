import { eachDatabase, type OpenHub } from '@kojikit/testing';
import { login, pageText, problemOf, visitPages, type FormChanges } from '@kojikit/testing/pages';
import webPages from '@kojikit/web/hub';
import { expect, it } from 'vitest';
import type { DescribedSideTag } from '../src/api.js';
import plugin from '../src/hub.js';

const HOSTILE = `"><script>x</script>`;
const CONFIG = `[hub]
Plugins = sidetag
[policy]
sidetag =
    tag base && compare number_of_tags < 2 :: allow
    tag base :: deny enough of them
    all :: deny not of this one
`;

async function start(open: OpenHub) {
  const hub = await open({
    config: CONFIG,
    plugins: [plugin, webPages],
    pluginConfig: {
      'sidetag.conf': '[sidetag]\nallowed_suffixes = test\nexpires = 2d\nmax_expires = 30d\n',
    },
    users: ['bob', 'carol'],
  });
  const admin = await hub.as('kojiadmin');
  const base = await admin.call<number>('createTag', ['base'], { arches: 'x86_64' });
  await admin.call('createTag', ['other']);
  await admin.call('createBuildTarget', ['base', 'base', 'base']);
  const anonymous = visitPages(await hub.listen());
  const [alice, bob, carol] = [
    await login(anonymous, 'alice'),
    await login(anonymous, 'bob'),
    await login(anonymous, 'carol'),
  ];
  const described = (tag: number) =>
    hub.anonymous.call<DescribedSideTag[]>('describeSideTags', [tag]).then(([one]) => one);
  /** Makes a side tag by the form, and returns its id. */
  const make = async (typed: FormChanges, who = alice) => {
    const to = (await who.submit('sidetagcreate', typed)).headers.get('location');
    return Number(/^\/koji\/taginfo\?tagID=(\d+)$/.exec(to ?? '')?.[1]);
  };
  return { hub, base, anonymous, alice, bob, carol, described, make };
}

/** What a page says that has refused. */
async function refusal(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  const page = await response.text();
  expect(page).not.toContain(HOSTILE);
  return [response.status, problemOf(page) ?? pageText(page)];
}

eachDatabase('the page that makes a side tag', (open) => {
  it('makes it as its form says, also by the link of the base tag', async () => {
    const { hub, base, anonymous, alice, bob, make, described } = await start(open);
    expect((await anonymous.get('sidetagcreate')).status).toBe(403);
    const onBase = await alice.read(`taginfo?tagID=${base}`);
    expect(onBase).toContain('href="sidetagcreate?basetag=base"');
    const { fields } = await alice.form('sidetagcreate?basetag=base');
    expect(fields).toMatchObject({ basetag: 'base', suffix: '', expires: '' });

    const id = await make({ basetag: ' base ', suffix: 'test', expires: '5d', debuginfo: '1' });
    expect(await described(id)).toMatchObject({
      name: `base-side-${id}-test`,
      user_name: 'alice',
      basetag_name: 'base',
      kept: true,
    });
    const tag = await hub.anonymous.call<{ extra: object }>('getTag', [id]);
    expect(tag.extra).toMatchObject({ with_debuginfo: true });
    expect(await hub.anonymous.call('getBuildTarget', [`base-side-${id}-test`])).toMatchObject({
      build_tag: id,
      dest_tag: id,
    });
    expect(pageText(await bob.read(`taginfo?tagID=${id}`))).toMatch(/Owner alice .*, as somebody chose/);
    const byId = await make({ basetag: String(base) });
    expect(await described(byId)).toMatchObject({ name: `base-side-${byId}`, kept: false });
  });

  it('says what is wrong with what was typed, and shows it again', async () => {
    const { base, alice, make } = await start(open);
    const tried: readonly [FormChanges, number, string][] = [
      [{ basetag: '' }, 400, 'The tag to make it of is missing'],
      [{ basetag: 'nosuch' }, 404, 'No such tagInfo'],
      [{ basetag: '2147483647' }, 404, 'No such tagInfo'],
      [{ basetag: HOSTILE }, 404, 'No such tagInfo'],
      [{ basetag: 'other' }, 403, 'policy violation (sidetag): not of this one'],
      [{ suffix: 'odd' }, 409, 'odd suffix is not allowed for sidetag'],
      [{ suffix: HOSTILE }, 409, 'suffix is not allowed for sidetag'],
      [{ expires: 'soon' }, 409, '"soon" is no duration, expected for instance 12h, 14d, 2w or never'],
      [{ expires: HOSTILE }, 409, 'is no duration'],
      [{ expires: '0d' }, 409, 'the expiry of a sidetag must lie in the future'],
      [{ expires: '31d' }, 409, 'a sidetag may be kept for 30 days at most'],
      [{ expires: 'never' }, 409, 'a sidetag may be kept for 30 days at most'],
      [{ expires: '9'.repeat(400) }, 409, 'is too long, expected at most 1000 years, or never'],
    ];
    for (const [typed, status, words] of tried) {
      const [seen, text] = await refusal(alice.submit('sidetagcreate?basetag=base', typed));
      expect([typed, seen, text]).toEqual([typed, status, expect.stringContaining(words)]);
    }
    const { fields } = await alice.form('sidetagcreate?basetag=base&suffix=odd&expires=soon');
    expect(fields).toMatchObject({ basetag: 'base', suffix: 'odd', expires: 'soon' });
    for (let made = 0; made < 2; made += 1) expect(await make({ basetag: 'base' })).toBeGreaterThan(base);
    const [status, text] = await refusal(alice.submit('sidetagcreate', { basetag: 'base' }));
    expect([status, text]).toEqual([
      403,
      expect.stringContaining('policy violation (sidetag): enough of them'),
    ]);
    expect(text).toContain('tag base :: deny enough of them');
  });
});

eachDatabase('the page of a side tag', (open) => {
  it('extends, holds, shares, hands over and removes it, each for who may', async () => {
    const { hub, alice, bob, carol, make, described } = await start(open);
    const id = await make({ basetag: 'base' });
    const page = `taginfo?tagID=${id}`;
    const press = async (label: string, value?: string, who = alice) => {
      const answer = await who.press(page, label, value === undefined ? {} : { value });
      expect([label, answer.status]).toEqual([label, 303]);
      return answer.headers.get('location');
    };

    await press('Set expiry', '10d');
    const days = (((await described(id))?.expires_ts ?? 0) - Date.now() / 1000) / 86_400;
    expect(days).toBeCloseTo(10, 1);
    await press('Expire as usual');
    expect(await described(id)).toMatchObject({ kept: false });

    await press('Hold', 'update <12>');
    expect(pageText(await carol.read(page))).toMatch(/by alice since .*: update <12>/);
    await press('Add a co-owner', 'bob');
    expect(await described(id)).toMatchObject({ owners: ['bob'] });
    expect(await refusal(bob.press(page, 'Remove the side tag'))).toEqual([
      409,
      expect.stringContaining('is held by alice (update <12>)'),
    ]);
    await press('Release the hold of alice');
    await press('bob is no co-owner any more');
    expect(await described(id)).toMatchObject({ owners: [], holds: [] });

    await press('Hand over', 'bob');
    expect(await described(id)).toMatchObject({ user_name: 'bob', owners: ['alice'] });
    expect(await press('Remove the side tag', undefined, bob)).toBe('/koji/tags');
    expect(await hub.anonymous.call('getTag', [id])).toBeNull();
    expect(pageText(await bob.read(page))).not.toContain('Remove the side tag');
  });

  it('names what it refuses, and asks again for what was wrong', async () => {
    const { alice, bob, carol, make } = await start(open);
    const id = await make({ basetag: 'base' });
    const page = `taginfo?tagID=${id}`;
    for (const who of [bob, carol]) expect(await who.read(page)).not.toContain('Set expiry');
    for (const action of ['expiry', 'usual', 'hold', 'give', 'share', 'unshare', 'remove']) {
      const address = `panelaction?panel=sidetag&action=${action}&id=${id}&place=tag`;
      const refused = await refusal(carol.submit(address, { value: '5d' }));
      expect([action, ...refused]).toEqual([
        action,
        403,
        expect.stringContaining('This is not your sidetag'),
      ]);
    }
    for (let made = 0; made < 2; made += 1) await make({ basetag: 'base' }, bob);
    const tried: readonly [string, string, number, string][] = [
      ['Set expiry', 'soon', 409, '"soon" is no duration'],
      ['Set expiry', '31d', 409, 'a sidetag may be kept for 30 days at most'],
      ['Set expiry', HOSTILE, 409, 'is no duration'],
      ['Hold', ' ', 409, 'a hold needs a reason'],
      ['Hand over', 'nobody', 404, 'No such user'],
      ['Hand over', HOSTILE, 404, 'No such user'],
      ['Hand over', 'alice', 409, 'alice owns'],
      ['Hand over', 'bob', 403, 'policy violation (sidetag): enough of them'],
      ['Add a co-owner', 'alice', 409, 'alice owns'],
    ];
    for (const [label, value, status, words] of tried) {
      const [seen, text] = await refusal(alice.press(page, label, { value }));
      expect([label, value, seen, text]).toEqual([label, value, status, expect.stringContaining(words)]);
    }
    const release = `panelaction?panel=sidetag&action=release&id=${id}&place=tag`;
    expect(await refusal(carol.submit(release))).toEqual([
      409,
      expect.stringContaining('carol does not hold'),
    ]);
    // A link of somebody else's must not choose what the field is called.
    const linked = 'panel=sidetag&action=expiry&place=tag&value=5d&input=Your+password&add=1';
    expect(await alice.read(`panelaction?id=${id}&${linked}`)).not.toContain('Your password');
    const wrong = await (await alice.press(page, 'Set expiry', { value: 'soon' })).text();
    expect(pageText(wrong)).toContain('Keep for (14d, 12h, never)');
    expect(wrong).toMatch(/<input name="value" value="soon"/);
  });
});
