import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

eachDatabase('a listing with a limit', (open) => {
  it('has so many rows, and one statement for each limit that is asked for again and again', async () => {
    const hub = await open();
    for (let count = 0; count < 60; count += 1) await hub.rows.tag();
    const ask = async (limit: number, offset = 0) => {
      const queryOpts = { order: 'name', limit, offset };
      const heard = await hub.queriesOf(async () => {
        const listed = await hub.anonymous.call<object[]>('listTags', [{ __starstar: true, queryOpts }]);
        expect(listed).toHaveLength(Math.min(limit, 60 - offset));
      });
      return heard.find((text) => text.includes('tag_config'));
    };
    const bound = await ask(57);
    expect(await ask(58)).toBe(bound);
    for (const limit of [1, 50, 1000]) {
      expect(await ask(limit)).toMatch(new RegExp(`limit ${limit}$`));
      expect(await ask(limit, 20)).toMatch(new RegExp(`limit ${limit} offset`));
    }
    expect(await ask(57, 20)).toBe(await ask(59, 30));
  });
});
