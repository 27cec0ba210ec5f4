import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodeCall } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';

/** Names that plain objects inherit, or that change what they are. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

const struct = (value: unknown) => Object.fromEntries(NAMES.map((name) => [name, value]));
const entries = (value: unknown) => Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));

eachDatabase('names that objects have of their own', (open) => {
  it('are settings of a tag like any other, for its children too', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base'], { extra: struct({ deep: struct(1) }), arches: 'x86_64' });
    await admin.call('createTag', ['child'], { parent: 'base' });
    const tag = await admin.call<{ id: number; extra: unknown }>('getTag', ['base']);
    expect(entries(tag.extra)).toEqual(entries(struct({ deep: struct(1) })));
    const config = await admin.call<{ extra: unknown; config_inheritance: { extra: unknown } }>(
      'getBuildConfig',
      ['child'],
    );
    expect(entries(config.extra)).toEqual(entries(struct({ deep: struct(1) })));
    expect(entries(config.config_inheritance.extra)).toEqual(entries(struct({ id: tag.id, name: 'base' })));
    expect(await admin.call('getFullInheritance', ['child'])).toHaveLength(1);

    await admin.call('editTag2', ['child'], { block_extra: ['__proto__'], extra: { constructor: 'mine' } });
    await admin.call('editTag2', ['base'], { remove_extra: ['toString', 'hasOwnProperty'] });
    const changed = await admin.call<Record<string, Record<string, unknown>>>('getBuildConfig', ['child']);
    expect(Object.keys(changed['extra']!).sort()).toEqual(['__defineGetter__', 'constructor', 'valueOf']);
    expect(changed['extra']!['constructor']).toBe('mine');
    const blocked = await admin.call<{ extra: unknown }>('getTag', ['child'], { blocked: true });
    expect(entries(blocked.extra)).toEqual([
      ['__proto__', [true, null]],
      ['constructor', [false, 'mine']],
    ]);
    await expect(admin.call('editTag2', ['child'], { remove_extra: ['valueOf'] })).rejects.toThrow(
      "Tag: child doesn't have extra: valueOf",
    );
    await expect(
      admin.call('editTag2', ['child'], { remove_extra: ['__proto__'], extra: struct(2) }),
    ).rejects.toThrow("Can not both add/update and remove tag-extra: '__proto__'");
  });

  it('are members of the parameters of a task, and of its keywords', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    const id = await admin.call<number>('makeTask', ['sleep', [struct([1])]]);
    const info = await admin.call<{ request: unknown[] }>('getTaskInfo', [id], { request: true });
    expect(entries(info.request[0])).toEqual(entries(struct([1])));
    await expect(admin.call('getTag', ['x'], struct(1))).rejects.toThrow(
      "getTag() got an unexpected keyword argument '__proto__'",
    );
    for (const name of NAMES) {
      await expect(admin.call('makeTask', ['sleep', [1]], Object.fromEntries([[name, 1]]))).resolves.toEqual(
        expect.any(Number),
      );
      await expect(admin.call('listTasks', [Object.fromEntries([[name, 1]])])).resolves.toEqual(
        expect.any(Array),
      );
      await expect(admin.call(name, [])).rejects.toThrow(`Invalid method: ${name}`);
      await expect(admin.call('listTags', [], { queryOpts: { order: name } })).rejects.toThrow(
        'Invalid order',
      );
      await expect(admin.call('search', ['x', name, 'glob'])).rejects.toThrow(`No such search type: ${name}`);
      await expect(admin.call('checkPolicyAccess', [name, {}])).rejects.toThrow();
      await expect(admin.call('evalPolicy', [name, {}])).rejects.toThrow();
    }
  });

  it('are names of methods in a multicall, and members of its calls', async () => {
    const hub = await open();
    const answers = await hub.anonymous.call<Record<string, unknown>[]>('multiCall', [
      [
        ...NAMES.map((name) => ({ methodName: name, params: [] })),
        { ...struct(1), methodName: 'echo', params: [struct('x')] },
        struct(1),
      ],
    ]);
    NAMES.forEach((name, index) => {
      expect(answers[index]).toMatchObject({ faultCode: 1000, faultString: `Invalid method: ${name}` });
    });
    const echoed = (answers[NAMES.length] as unknown as [[unknown]])[0][0];
    expect(entries(echoed)).toEqual(entries(struct('x')));
    expect(answers[NAMES.length + 1]).toMatchObject({ faultCode: 1 });
  });

  it('are data of a policy', async () => {
    const hub = await open({
      config:
        '[policy]\ntag =\n    match __proto__ wanted :: allow\n    match constructor wanted :: allow\n    all :: deny\n',
    });
    const admin = await hub.as('kojiadmin');
    const result = (data: unknown) => admin.call<string>('evalPolicy', ['tag', data]);
    expect(await result(Object.fromEntries([['__proto__', 'wanted']]))).toBe('allow');
    expect(await result({ constructor: 'wanted' })).toBe('allow');
    expect(await result({})).toBe('deny');
  });

  it('are members of the extra of a build and files of a task', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('addBType', ['constructor']);
    const build = { name: 'p', version: '1', release: '1', epoch: null, extra: struct({ a: 1 }) };
    await admin.call('createImageBuild', [build]).catch(() => undefined);
    const folder = join(hub.topdir, 'work/tasks/5/5');
    await mkdir(folder, { recursive: true });
    for (const name of NAMES) await writeFile(join(folder, name), name);
    const listed = await admin.call<object>('listTaskOutput', [5], { stat: true });
    expect(Object.keys(listed).sort()).toEqual([...NAMES].sort());
    const volumes = await admin.call<object>('listTaskOutput', [5], { all_volumes: true });
    expect(entries(volumes)).toEqual(entries(struct(['DEFAULT'])));
    expect(encodeCall('x', [listed])).toContain('<name>__proto__</name>');
  });
});
