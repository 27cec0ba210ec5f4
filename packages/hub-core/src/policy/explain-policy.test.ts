import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';

it('a policy is explained with the rule that decides, to who is logged in', async () => {
  const hub = await createTestHub({
    config: '[policy]\ntag =\n  tag frozen :: deny it is frozen\n  all :: allow\n',
  });
  const tag = await hub.rows.tag({ name: 'frozen' });
  const alice = await hub.as('alice');
  const explain = (name: string) => alice.call('explainPolicy', [name, { tag: tag.id, operation: 'tag' }]);
  expect(await explain('tag')).toEqual({
    action: 'deny it is frozen',
    rule: 'tag frozen :: deny it is frozen',
  });
  expect(await explain('nosuch')).toBeNull();
  await expect(hub.anonymous.call('explainPolicy', ['tag', {}])).rejects.toThrow('logged in');
});
