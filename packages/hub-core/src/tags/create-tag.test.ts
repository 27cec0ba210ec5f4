import { expect, it } from 'vitest';
import { eachDatabase, type Caller } from '@kojikit/testing';

interface Created {
  readonly create_event: number;
}

/** The events at which what there is of a tag began. */
async function eventsOf(caller: Caller, tag: string): Promise<number[]> {
  const history = await caller.call<Record<string, Created[]>>('queryHistory', [], { tag });
  return Object.values(history).flatMap((rows) => rows.map(({ create_event: event }) => event));
}

const SETTINGS = { arches: 'x86_64', extra: { 'mock.new_chroot': 0, sidetag: true, note: null } };

eachDatabase('new tags', (open, engine) => {
  it('begin with settings and parent at one event', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base']);
    await admin.call('createTag', ['child'], { ...SETTINGS, parent: 'base' });
    expect(await admin.call('getTag', ['child'])).toMatchObject(SETTINGS);
    expect(await admin.call('getInheritanceData', ['child'])).toMatchObject([{ name: 'base', priority: 0 }]);
    const events = await eventsOf(admin, 'child');
    expect(events.length).toBeGreaterThan(3);
    expect(new Set(events).size).toBe(1);
  });

  it('take the id of a deleted tag, but not its links', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    for (const name of ['first', 'second']) await admin.call('createTag', [name]);
    const id = await admin.call('createTag', ['child'], { parent: 'first' });
    await admin.call('deleteTag', ['child']);
    await expect(admin.call('createTag', ['other'], { parent: 'child' })).rejects.toThrow(
      "Parent tag 'child' could not be found",
    );
    expect(await admin.call('createTag', ['child'], { parent: 'second' })).toBe(id);
    expect(await admin.call('getInheritanceData', ['child'])).toMatchObject([{ name: 'second' }]);
    await expect(admin.call('createTag', ['child'], { parent: 'nowhere' })).rejects.toThrow(
      "A tag with the name 'child' already exists",
    );
  });

  it('come to be once when two make one of the same name', async () => {
    const hub = await open();
    const callers = await Promise.all([hub.as('kojiadmin'), hub.as('kojiadmin')]);
    const results = await Promise.allSettled(callers.map((caller) => caller.call('createTag', ['twice'])));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await eventsOf(callers[0]!, 'twice')).toHaveLength(1);
  });

  // SQLite has no round trips to save.
  if (engine === 'postgresql') {
    it('are made with settings and parent in no more statements than without', async () => {
      const hub = await open();
      const admin = await hub.as('kojiadmin');
      await admin.call('createTag', ['base']);
      const bare = await hub.queriesOf(() => admin.call('createTag', ['bare']));
      const whole = await hub.queriesOf(() =>
        admin.call('createTag', ['whole'], { ...SETTINGS, parent: 'base' }),
      );
      expect(whole).toHaveLength(bare.length);
    });
  }
});
