import { isKojiFault } from '@kojikit/protocol';
import { eachDatabase, type Caller } from '@kojikit/testing';
import { expect, it } from 'vitest';
import type { NewSideTag, SideTag } from '../src/api.js';
import plugin from '../src/hub.js';

const CLIENTS = 50;
const USERS = [...Array(10).keys()].map((index) => `racer-${index}`);
const ROUNDS = 3;
const LIMIT = 3;

eachDatabase('many clients at once', (open) => {
  it('never make two of a name, leave a target behind or pass the limit', async () => {
    const hub = await open({
      config: `[hub]\nPlugins = sidetag\n[policy]\nsidetag =\n    compare number_of_tags < ${LIMIT} :: allow\n`,
      plugins: [plugin],
      users: USERS,
    });
    const admin = await hub.as('kojiadmin');
    await admin.call('createTag', ['base'], { arches: 'x86_64' });
    const callers = await Promise.all(
      [...Array(CLIENTS).keys()].map((client) => hub.as(USERS[client % USERS.length]!)),
    );
    const made: NewSideTag[] = [];
    let [removed, refused] = [0, 0];
    const client = async (caller: Caller, number: number) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        let tag: NewSideTag;
        try {
          tag = await caller.call<NewSideTag>('createSideTag', ['base']);
        } catch (error) {
          if (!isKojiFault(error) || !error.message.includes('policy violation')) throw error;
          refused += 1;
          continue;
        }
        made.push(tag);
        if ((number + round) % 4 === 0) continue;
        await caller.call('removeSideTag', [tag.id]);
        removed += 1;
      }
    };
    await Promise.all(callers.map(client));

    expect(refused).toBeGreaterThan(0);
    expect(removed).toBeGreaterThan(0);
    for (const { id, name } of made) expect(name).toBe(`base-side-${id}`);
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    const left = (await hub.anonymous.call('listSideTags')) as SideTag[];
    expect(left).toHaveLength(made.length - removed);
    for (const user of USERS) {
      expect(left.filter((tag) => tag.user_name === user).length).toBeLessThanOrEqual(LIMIT);
    }
    const targets = (await hub.anonymous.call('getBuildTargets')) as { name: string }[];
    expect(targets.map(({ name }) => name).sort()).toEqual(left.map(({ name }) => name).sort());
  });
});
