import { expect, it } from 'vitest';
import { BUILD_STATES, type Struct } from '@kojikit/protocol';
import { eachDatabase, type Caller, type TestHub } from '@kojikit/testing';
import { fixture, SOURCE } from './tinylib.js';

const CONFIG =
  '[hub]\nEnableMaven = True\nEnableWin = True\n[policy]\nvm =\n  has_perm vm :: allow\n  all :: deny\n';
const URL = 'git://git.example.com/x?#abc';

/** A request of a task: the method and its parameters, what the task is to be, and what its caller needs. */
interface Case {
  readonly call: string;
  readonly params: readonly unknown[];
  /** The place of `priority` among the parameters. */
  readonly priorityAt: number;
  readonly task: { method: string; channel: string; arch?: string; request: readonly unknown[] };
  readonly needs?: string;
}

const MODULES = { 'org.ex-art': { scmurl: URL } };
const image = (type: string, arch?: string): Case => ({
  call: 'buildImage',
  params: ['live', '1', 'x86_64', 'target', 'live.ks', type, { scratch: true }],
  priorityAt: 7,
  task: {
    method: type,
    channel: type,
    arch,
    request: ['live', '1', 'x86_64', 'target', 'live.ks', { scratch: true }],
  },
  needs: type,
});

const CASES: readonly Case[] = [
  {
    call: 'mavenBuild',
    params: [URL, 'target', { goals: ['clean'] }],
    priorityAt: 3,
    task: { method: 'maven', channel: 'maven', request: [URL, 'target', { goals: ['clean'] }] },
  },
  {
    call: 'chainMaven',
    params: [MODULES, 'target'],
    priorityAt: 3,
    task: { method: 'chainmaven', channel: 'maven', request: [MODULES, 'target', null] },
  },
  {
    call: 'winBuild',
    params: ['win10', URL, 'target'],
    priorityAt: 4,
    task: { method: 'winbuild', channel: 'vm', request: ['win10', URL, 'target', {}] },
    needs: 'vm',
  },
  image('livecd', 'x86_64'),
  image('appliance', 'x86_64'),
  image('livemedia', 'noarch'),
  {
    call: 'buildImageOz',
    params: ['disk', '1', ['x86_64', 'aarch64'], 'target', 'http://tree.example.com/', { format: ['qcow2'] }],
    priorityAt: 6,
    task: {
      method: 'image',
      channel: 'image',
      request: [
        'disk',
        '1',
        ['x86_64', 'aarch64'],
        'target',
        'http://tree.example.com/',
        { format: ['qcow2'] },
      ],
    },
    needs: 'image',
  },
  {
    call: 'buildImageIndirection',
    params: [{ scratch: true, arch: 'x86_64' }],
    priorityAt: 1,
    task: {
      method: 'indirectionimage',
      channel: 'image',
      arch: 'x86_64',
      request: [{ scratch: true, arch: 'x86_64' }],
    },
    needs: 'image',
  },
];

const withPriority = ({ params, priorityAt }: Case, priority: number) => [
  ...params,
  ...Array.from({ length: priorityAt - params.length }, () => null),
  priority,
];

async function taskOf(caller: Caller, id: number) {
  const { channel_id: channel, ...task } = await caller.call<Struct>('getTaskInfo', [id, true]);
  const { name } = await caller.call<{ name: string }>('getChannel', [channel as number]);
  const { method, arch, priority, request, owner, state, parent } = task;
  return { method, arch, priority, request, owner, state, parent, channel: name };
}

async function permitted(hub: TestHub, needs: string | undefined): Promise<Caller> {
  const admin = await hub.as('kojiadmin');
  const held = await admin.call<string[]>('getUserPerms', ['alice']);
  if (needs !== undefined && !held.includes(needs)) {
    await admin.call('grantPermission', ['alice', needs, true]);
  }
  return hub.as('alice');
}

eachDatabase('requests of Maven, Windows and image builds', (open) => {
  const withTarget = async (config = CONFIG) => {
    const hub = await open({ config });
    await hub.rows.target({ name: 'target' });
    return hub;
  };

  it('make a task with its parameters in its channel, for its arch', async () => {
    const hub = await withTarget();
    for (const { call, params, task, needs } of CASES) {
      const alice = await permitted(hub, needs);
      const id = await alice.call<number>(call, params);
      const expected = {
        priority: 20,
        owner: 2,
        state: 0,
        parent: null,
        ...task,
        arch: task.arch ?? 'noarch',
      };
      expect(await taskOf(alice, id), call).toEqual(expected);
    }
  });

  it('may be less urgent, and more urgent for admins alone', async () => {
    const hub = await withTarget();
    const admin = await hub.as('kojiadmin');
    for (const one of CASES) {
      const alice = await permitted(hub, one.needs);
      const later = await alice.call<number>(one.call, withPriority(one, 5));
      expect(await taskOf(alice, later), one.call).toMatchObject({ priority: 25 });
      const soon = alice.call(one.call, withPriority(one, -5));
      await expect(soon, one.call).rejects.toThrow('only admins may create high-priority tasks');
      if (one.call === 'winBuild') continue;
      const urgent = await admin.call<number>(one.call, withPriority(one, -5));
      expect(await taskOf(admin, urgent), one.call).toMatchObject({ priority: 15 });
    }
  });

  it('need a login, and the permission of their kind', async () => {
    const hub = await withTarget();
    const alice = await hub.as('alice');
    for (const { call, params, needs, task } of CASES) {
      await expect(hub.anonymous.call(call, params), call).rejects.toThrow(/logged.in|Not logged/i);
      if (needs === undefined) continue;
      const refusal = call === 'winBuild' ? 'policy violation (vm)' : `${task.channel} permission required`;
      await expect(alice.call(call, params), call).rejects.toThrow(refusal);
    }
    expect(await hub.anonymous.call('listTasks')).toEqual([]);
  });

  it('go to another channel where the caller names one that there is', async () => {
    const hub = await withTarget();
    const alice = await permitted(hub, 'vm');
    const channels: [string, unknown[]][] = [
      ['mavenBuild', [URL, 'target', null, null]],
      ['chainMaven', [MODULES, 'target', null, null]],
      ['winBuild', ['win10', URL, 'target', null, null]],
    ];
    for (const [call, params] of channels) {
      const id = await alice.call<number>(call, [...params, 'createrepo']);
      expect(await taskOf(alice, id), call).toMatchObject({ channel: 'createrepo' });
      const build = await hub.rows.build({ taskId: id });
      expect(await alice.call('describeBuild', [build.id])).toMatchObject({
        decisions: call === 'winBuild' ? [{ policy: 'vm', rule: 'has_perm vm :: allow' }] : [],
      });
      await expect(alice.call(call, [...params, 'nosuch']), call).rejects.toThrow('No such channel');
    }
  });

  it('are refused where the hub has no such builds', async () => {
    const hub = await withTarget('[hub]\n');
    const alice = await hub.as('alice');
    const refusals: [string, unknown[], string][] = [
      ['mavenBuild', [URL, 'target'], 'Maven support not enabled'],
      ['chainMaven', [MODULES, 'target'], 'Maven support not enabled'],
      ['wrapperRPM', ['x-1-1', URL, 'target'], 'Maven support not enabled'],
      ['winBuild', ['win10', URL, 'target'], 'Windows support not enabled'],
    ];
    for (const [call, params, text] of refusals) {
      await expect(alice.call(call, params), call).rejects.toThrow(text);
    }
  });

  it('are refused with parameters that they cannot be made of', async () => {
    const hub = await withTarget();
    const alice = await permitted(hub, 'image');
    await permitted(hub, 'livecd');
    const template = 'Non-scratch builds must provide url for the indirection template';
    const refusals: [string, unknown[], string][] = [
      ['mavenBuild', [1, 'target'], "Invalid type for value '1'"],
      ['chainMaven', [[URL], 'target'], 'Invalid type for value'],
      ['winBuild', ['win10', URL, 'nosuch'], 'No such build target: nosuch'],
      ['buildImage', ['n', '1', 'x86_64', 't', 'ks', 'floppy'], 'Unrecognized image type: floppy'],
      ['buildImage', ['n', 1, 'x86_64', 't', 'ks', 'livecd'], "Invalid type for value '1'"],
      ['buildImageOz', ['n', '1', 'x86_64', 't', null], 'Invalid type, expected'],
      ['buildImageIndirection', [{ arch: 'x86_64' }], template],
      ['buildImageIndirection', [], 'the options must be a struct'],
    ];
    for (const [call, params, text] of refusals) {
      await expect(alice.call(call, params), text).rejects.toThrow(text);
    }
    expect(await hub.anonymous.call('listTasks')).toEqual([]);
  });
});

eachDatabase('a request to wrap a build in RPMs', (open) => {
  it('names the target and the build, and leaves out the repo that old clients name', async () => {
    const hub = await open({ config: CONFIG });
    const target = await hub.rows.target({ name: 'target' });
    const build = await hub.rows.build({ name: 'jar' });
    const alice = await hub.as('alice');
    const options = { repo_id: 5, skip_tag: true };
    const id = await alice.call<number>('wrapperRPM', [build.name, URL, 'target', 3, 'maven', options]);
    const task = await taskOf(alice, id);
    expect(task).toMatchObject({ method: 'wrapperRPM', channel: 'maven', arch: 'noarch', priority: 23 });
    expect(task.request).toMatchObject([
      URL,
      { id: target.id, name: 'target' },
      { id: build.id, nvr: build.name, state: BUILD_STATES.COMPLETE },
      null,
      { skip_tag: true },
    ]);
    expect((task.request as unknown[])[4]).toEqual({ skip_tag: true });
    await expect(alice.call('wrapperRPM', [build.name, URL, 'target', -1])).rejects.toThrow(
      'only admins may create high-priority tasks',
    );
    await expect(hub.anonymous.call('wrapperRPM', [build.name, URL, 'target'])).rejects.toThrow();
    await expect(alice.call('wrapperRPM', ['no-1-1', URL, 'target'])).rejects.toThrow('No such build');
    await expect(alice.call('wrapperRPM', [build.name, URL, 'nosuch'])).rejects.toThrow(
      'No such build target: nosuch',
    );
  });

  it('is refused for a build with RPMs, unless it is for scratch or for a build of its own', async () => {
    const hub = await open({ config: CONFIG });
    await hub.rows.target({ name: 'target' });
    const admin = await hub.as('kojiadmin');
    await admin.upload('up', SOURCE, fixture(SOURCE));
    await admin.call('importRPM', ['up', SOURCE]);
    const wrap = (options: Struct | null) =>
      admin.call<number>('wrapperRPM', ['tinylib-1.0-1', URL, 'target', null, 'maven', options]);
    const refused = 'wrapper rpms for tinylib-1.0-1 have already been built';
    await expect(wrap(null)).rejects.toThrow(refused);
    await expect(wrap({ scratch: false })).rejects.toThrow(refused);
    for (const options of [{ scratch: true }, { create_build: true }]) {
      expect(await taskOf(admin, await wrap(options))).toMatchObject({ method: 'wrapperRPM' });
    }
  });
});
