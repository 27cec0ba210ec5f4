import { double } from '@kojikit/protocol';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';

/* What the comparison with Koji's hub found in calls that write with odd arguments (tools/conformance). */
eachDatabase('calls that write with odd arguments', (open) => {
  const tagged = async (): Promise<{ hub: TestHub; admin: Awaited<ReturnType<TestHub['as']>> }> => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['t'], { extra: { '1': 'one' } });
    return { hub, admin };
  };

  it('take zero and one for no and yes where nothing changes by it', async () => {
    const { admin } = await tagged();
    const events = () => admin.call<{ id: number }>('getLastEvent');
    const before = await events();
    await admin.call('editTag2', ['t'], { locked: 0 });
    expect(await events()).toEqual(before);
  });

  it('refuse keys of extra and arches that are no text', async () => {
    const { admin } = await tagged();
    for (const change of [{ block_extra: [1] }, { remove_extra: [null] }, { remove_extra: [1] }]) {
      await expect(admin.call('editTag2', ['t'], change)).rejects.toThrow("expected type <class 'str'>");
    }
    expect(await admin.call('getTag', ['t'])).toMatchObject({ extra: { '1': 'one' } });
    for (const arches of [[1], [null]]) {
      await expect(admin.call('addHost', ['b', arches])).rejects.toThrow("expected type <class 'str'>");
    }
    expect(await admin.call('getHost', ['b'])).toBeNull();
  });

  it('keep numbers of any kind and size as text where the column is one', async () => {
    const { admin } = await tagged();
    await admin.call('groupListAdd', ['t', 'g'], { description: 2n ** 63n - 1n, display_name: double(1) });
    expect(await admin.call('getTagGroups', ['t'])).toMatchObject([
      { description: '9223372036854775807', display_name: '1.0' },
    ]);
  });
});
