import { expect, it } from 'vitest';
import { eachDatabase, type TestHub } from '@kojikit/testing';

interface Wish {
  readonly id: number;
  readonly user_id: number;
  readonly email: string;
}

eachDatabase('wishes for mail', (openHub) => {
  const open = () => openHub({ config: '[hub]\nEmailDomain = example.com\n', users: ['bob'] });
  const wishesOf = (hub: TestHub, user: string) =>
    hub.anonymous.call<Wish[]>('getBuildNotifications', [user]);
  const blocksOf = (hub: TestHub, user: string) =>
    hub.anonymous.call<Wish[]>('getBuildNotificationBlocks', [user]);

  it('are of users for themselves, and of admins for everybody', async () => {
    const hub = await open();
    await (await hub.as('alice')).call('createNotification', ['alice', null, null, true]);
    await (await hub.as('kojiadmin')).call('createNotification', ['bob', null, null, false]);
    expect(await wishesOf(hub, 'alice')).toMatchObject([{ user_id: 2, email: 'alice@example.com' }]);
    expect(await wishesOf(hub, 'bob')).toMatchObject([{ email: 'bob@example.com', success_only: false }]);
  });

  it('are refused to others by name, and what is there by id', async () => {
    const hub = await open();
    const [alice, bob] = [await hub.as('alice'), await hub.as('bob')];
    await alice.call('createNotification', ['alice', null, null, true]);
    await alice.call('createNotificationBlock', ['alice']);
    const [wish] = await wishesOf(hub, 'alice');
    const [block] = await blocksOf(hub, 'alice');
    const bobsId = 3;
    for (const [method, params, refusal] of [
      [
        'createNotification',
        ['alice', null, null, true],
        'user bob cannot create notifications for user alice',
      ],
      ['createNotificationBlock', ['alice'], 'user bob cannot create notification blocks for user alice'],
      [
        'updateNotification',
        [wish?.id, null, null, false],
        `user ${bobsId} cannot update notifications for user 2`,
      ],
      ['deleteNotification', [wish?.id], `user ${bobsId} cannot delete notifications for user 2`],
      ['deleteNotificationBlock', [block?.id], `user ${bobsId} cannot delete notification blocks for user 2`],
    ] as const)
      await expect(bob.call(method, params), method).rejects.toThrow(refusal);
    expect(await wishesOf(hub, 'alice')).toHaveLength(1);
    expect(await blocksOf(hub, 'alice')).toHaveLength(1);
  });

  it('are of nobody who is not logged in', async () => {
    const hub = await open();
    await (await hub.as('alice')).call('createNotification', ['alice', null, null, true]);
    const [wish] = await wishesOf(hub, 'alice');
    for (const [method, params] of [
      ['createNotification', ['alice', null, null, true]],
      ['createNotificationBlock', ['alice']],
      ['updateNotification', [wish?.id, null, null, false]],
      ['deleteNotification', [wish?.id]],
    ] as const)
      await expect(hub.anonymous.call(method, params), method).rejects.toMatchObject({
        name: 'GenericError',
        message: 'Not logged-in',
      });
  });

  it('are there once, however they came to be', async () => {
    const hub = await open();
    const alice = await hub.as('alice');
    const tag = await hub.rows.tag({ name: 'f40' });
    await alice.call('createNotification', ['alice', null, 'f40', true]);
    await alice.call('createNotification', ['alice', null, null, true]);
    const [first, second] = await wishesOf(hub, 'alice');
    const exists = 'notification already exists';
    await expect(alice.call('createNotification', ['alice', null, 'f40', true])).rejects.toThrow(exists);
    await expect(alice.call('updateNotification', [second?.id, null, 'f40', true])).rejects.toThrow(exists);
    await alice.call('deleteNotification', [first?.id]);
    await alice.call('updateNotification', [second?.id, null, 'f40', true]);
    expect(await wishesOf(hub, 'alice')).toMatchObject([{ id: second?.id, tag_id: tag.id }]);
    await alice.call('createNotificationBlock', ['alice', null, 'f40']);
    await expect(alice.call('createNotificationBlock', ['alice', null, 'f40'])).rejects.toThrow(exists);
  });

  it('are of users that there are', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await expect(admin.call('createNotification', ['nobody', null, null, true])).rejects.toThrow(
      'No such user ID: nobody',
    );
  });
});
