import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';
import { HubSetup } from './hub-setup.js';

interface Shown {
  readonly note?: string;
  readonly facts: { label: string; text: string; link?: string }[];
  readonly actions?: { name: string }[];
}

eachDatabase('the panel of a saved build root', (open) => {
  const panels = async (setup: HubSetup, task: number) =>
    setup.hub.anonymous.call<Shown[]>('listPanels', ['task', task]);
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
});
