import { eachDatabase } from '@kojikit/testing';
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
  }, 30_000);

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
