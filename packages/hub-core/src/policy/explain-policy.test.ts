import { FAULTS } from '@kojikit/protocol';
import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';

const POLICY = '[policy]\ntag =\n  tag frozen :: deny it is frozen\n  all :: allow\n';

it('a policy is explained with the rule that decides, to admins', async () => {
  const hub = await createTestHub({ config: POLICY });
  const tag = await hub.rows.tag({ name: 'frozen' });
  const admin = await hub.as('kojiadmin');
  const explain = (name: string) => admin.call('explainPolicy', [name, { tag: tag.id, operation: 'tag' }]);
  expect(await explain('tag')).toEqual({
    action: 'deny it is frozen',
    rule: 'tag frozen :: deny it is frozen',
  });
  expect(await explain('nosuch')).toBeNull();
  const alice = await hub.as('alice');
  const asked = alice.call('explainPolicy', ['tag', { tag: tag.id, operation: 'tag' }]);
  await expect(asked).rejects.toMatchObject({ code: FAULTS.ActionNotAllowed.code });
});

it('a policy is explained to who is logged in where the hub is verbose', async () => {
  const hub = await createTestHub({ config: `[hub]\nVerbosePolicy = yes\n${POLICY}` });
  const tag = await hub.rows.tag({ name: 'frozen' });
  const data = { tag: tag.id, operation: 'tag' };
  expect(await (await hub.as('alice')).call('explainPolicy', ['tag', data])).toMatchObject({
    rule: 'tag frozen :: deny it is frozen',
  });
  await expect(hub.anonymous.call('explainPolicy', ['tag', data])).rejects.toThrow('logged in');
});
