import { eachDatabase, type Caller } from '@kojikit/testing';
import { expect, it } from 'vitest';
import type { FailedTree } from '../src/api.js';
import { HubSetup, NIL } from './hub-setup.js';

interface Shown {
  readonly note?: string;
  readonly facts: { label: string; text: string; link?: string }[];
  readonly actions?: { name: string }[];
}

eachDatabase('the panel of a saved build root', (open) => {
  const panels = async (setup: HubSetup, task: number, caller = setup.alice) =>
    caller.call<Shown[]>('listPanels', ['task', task]);
  const act = (setup: HubSetup, action: string, task: number) =>
    setup.alice.call('runPanelAction', ['failed-tree', action, task]);

  it('offers the archive, and its buttons keep and remove it for who may', async () => {
    const setup = await HubSetup.open(open);
    const task = await setup.savedTree(setup.alice, 2_500_000);
    const [shown] = await panels(setup, task);
    const text = (label: string) => shown!.facts.find((fact) => fact.label === label);
    expect(text('Archive')?.text).toMatch(/^broot-\d+\.tar\.gz \(2\.5 MB\)$/);
    expect(text('Archive')?.link).toContain(`getfile?taskID=${task}&name=broot-`);
    expect(shown!.actions?.map(({ name }) => name)).toEqual(['keep', 'remove']);

    for (const caller of [setup.hub.anonymous, setup.builder]) {
      expect((await panels(setup, task, caller))[0]!.actions).toEqual([]);
    }
    expect((await panels(setup, task, setup.admin))[0]!.actions).toHaveLength(2);

    const source = Number(text('Of task')!.text);
    const [onSource] = await panels(setup, source);
    expect(onSource!.facts).toContainEqual({
      label: 'Saved by task',
      text: String(task),
      link: `taskinfo?taskID=${task}`,
    });
    expect(onSource!.actions).toEqual([]);

    await act(setup, 'keep', task);
    const [kept] = await panels(setup, task);
    expect(kept!.facts).toContainEqual({ label: 'Kept', text: 'for ever, by alice' });
    expect(kept!.actions?.map(({ name }) => name)).toEqual(['release', 'remove']);

    const others = await setup.savedTree(setup.admin);
    await expect(act(setup, 'remove', others)).rejects.toMatchObject({ code: 1004 });
    await act(setup, 'remove', task);
    expect((await panels(setup, task))[0]!.note).toMatch(/^Removed .* by alice: removed by hand$/);
  });

  it('says when the policy removes it, by its age and by keeping', async () => {
    const setup = await HubSetup.open(open, {
      config: `[policy]
failed_trees =
    match owner kojiadmin :: keep
    compare age_days > 3 && compare size_mb > 2 :: remove
    compare age_hours >= 240 :: remove
    compare count_of_owner > 3 :: remove
`,
    });
    const expiry = async (task: number) => {
      const [shown] = await panels(setup, task);
      return shown!.facts.find(({ label }) => label === 'Expires')?.text;
    };
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const oldest = await setup.savedTree();
    const large = await setup.savedTree(setup.alice, 2_500_000);
    const small = await setup.savedTree();
    expect(await expiry(large)).toBe(
      `${await timeOf(large, 3 * 86_400 + 1)}, by the policy; earlier if newer trees crowd it out`,
    );
    expect(await expiry(small)).toContain(day(10));
    expect(await expiry(await setup.savedTree(setup.admin))).toBe('never, by the policy as it is');
    await setup.savedTree();
    expect(await expiry(oldest)).toBe('when the hub tidies up next');

    const until = Date.now() / 1000 + 20 * 86_400;
    await setup.alice.call('keepFailedTree', [small, true, until]);
    expect(await expiry(small)).toContain(day(20));
    await setup.alice.call('keepFailedTree', [small]);
    expect(await expiry(small)).toBe('never, while it is kept');

    async function timeOf(task: number, later: number): Promise<string> {
      const [tree] = (await setup.admin.call('listFailedTrees', [task])) as FailedTree[];
      const saved = Number(tree!.saved_ts.valueOf());
      return `${new Date((saved + later) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    }
  });

  it('offers the list of what was left out, where the archive is', async () => {
    const setup = await HubSetup.open(open);
    const { buildroot } = await setup.failedTask();
    const task = (await setup.alice.call('saveFailedTree', [buildroot])) as number;
    await setup.builder.call('host.openTask', [task]);
    setup.putArchive(task, `broot-${buildroot}.tar.gz`, 10);
    setup.putArchive(task, `broot-${buildroot}-left-out.txt`, 10);
    await setup.builder.call('host.closeTask', [task, NIL]);
    const [shown] = await panels(setup, task);
    expect(shown!.facts).toContainEqual({
      label: 'Left out',
      text: `broot-${buildroot}-left-out.txt`,
      link: `getfile?taskID=${task}&name=broot-${buildroot}-left-out.txt&volume=DEFAULT`,
    });
    expect(shown!.facts).toContainEqual({ label: 'Holds', text: 'the build folder' });
  });
});

eachDatabase('the panel of a task whose build root may be kept next time', (open) => {
  const start = (more = '') =>
    HubSetup.open(open, { plugin: `[permissions]\nallowed_methods = buildArch\n${more}` });
  const panels = async (setup: HubSetup, task: number, caller = setup.alice) =>
    caller.call<Shown[]>('listPanels', ['task', task]);
  const act = (caller: Caller, action: string, task: number, value: string | null = null) =>
    caller.call<string | null>('runPanelAction', ['failed-tree-wish', action, task, value]);

  it('resubmits it for who may, from its own page or that of the task that failed below it', async () => {
    const setup = await start();
    const { build, child } = await setup.failedBuild();
    for (const page of [build, child]) {
      const [shown] = await panels(setup, page);
      expect(shown!.actions).toEqual([
        {
          name: 'resubmit',
          label: 'Resubmit and keep the root',
          tick: 'the whole root, not its build folder alone',
        },
      ]);
      expect(await panels(setup, page, setup.admin)).toHaveLength(1);
      for (const caller of [setup.hub.anonymous, setup.builder])
        expect(await panels(setup, page, caller)).toEqual([]);
    }
    const [onChild] = await panels(setup, child);
    expect(onChild!.facts).toEqual([
      { label: 'Resubmits', text: `task ${build}, build`, link: `taskinfo?taskID=${build}` },
    ]);
    await expect(act(setup.builder, 'resubmit', build)).rejects.toThrow('only the task owner or an admin');

    const page = await act(setup.alice, 'resubmit', child);
    const again = Number(/^taskinfo\?taskID=(\d+)$/.exec(page ?? '')?.[1]);
    const parts = await setup.openParts(again);
    const note = 'If this task fails, its build root is saved: alice has asked for it.';
    const forget = [{ name: 'forget', label: 'Do not keep the root' }];
    expect(await panels(setup, again)).toMatchObject([{ note, actions: forget }]);
    expect(await panels(setup, again, setup.admin)).toMatchObject([{ note, actions: forget }]);
    expect(await panels(setup, again, setup.hub.anonymous)).toMatchObject([{ note, actions: [] }]);
    const link = `taskinfo?taskID=${again}`;
    expect(await panels(setup, parts.child)).toMatchObject([
      { note, actions: [], facts: [{ label: 'Asked for', text: `task ${again}`, link }] },
    ]);
    await expect(act(setup.builder, 'forget', again)).rejects.toMatchObject({ code: 1004 });
    await act(setup.alice, 'forget', again);
    expect(await panels(setup, again)).toEqual([]);
  });

  it('offers to have the whole root saved, where that is not what is saved anyhow', async () => {
    const setup = await start();
    const { build } = await setup.failedBuild();
    const again = Number((await act(setup.alice, 'resubmit', build, 'yes'))!.replace('taskinfo?taskID=', ''));
    const [shown] = await panels(setup, again);
    expect(shown!.note).toBe('If this task fails, its whole build root is saved: alice has asked for it.');
    const { child, buildroot } = await setup.openParts(again);
    await setup.fail(child);
    const [saving] = await setup.tasksOf('saveFailedTree');
    const request = await setup.admin.call('getTaskRequest', [saving!.id]);
    expect(request).toEqual([buildroot, true]);

    const whole = await start('[general]\nauto_save_full = yes\n');
    const [offer] = await panels(whole, (await whole.failedBuild()).build);
    expect(offer!.actions).toEqual([{ name: 'resubmit', label: 'Resubmit and keep the root' }]);
  });

  it('is not there where nothing failed that may be saved, where it is saved anyhow, or the top goes on', async () => {
    const setup = await start('[general]\nauto_save = runroot\n');
    const { task } = await setup.failedTask();
    expect(await panels(setup, task)).toEqual([]);
    const running = await setup.openBuild();
    await setup.fail(running.child);
    expect(await panels(setup, running.child)).toEqual([]);
    expect(await panels(setup, running.build)).toEqual([]);
    await setup.builder.call('host.closeTask', [running.build, NIL]);
    expect(await panels(setup, running.child)).toEqual([]);

    const saving = await start('[general]\nauto_save = buildArch\n');
    const { build } = await saving.failedBuild();
    expect(await panels(saving, build)).toEqual([]);
  });
});
