import { describe, expect, it } from 'vitest';
import { visitedHub } from './visit.js';

const textOf = async (response: Promise<Response>) => (await response).text();
const namesOn = (page: string) => [...page.matchAll(/taginfo\?tagID=\d+">([^<]+)</g)].map(([, name]) => name);

describe('the list of tags', () => {
  it('comes in the order that people count in, and can be narrowed by name', async () => {
    const { hub, get } = await visitedHub();
    for (const name of ['f10', 'f9-build', 'f9', 'f10-build', 'el8']) await hub.rows.tag({ name });
    expect(namesOn(await textOf(get('tags')))).toEqual(['el8', 'f9', 'f9-build', 'f10', 'f10-build']);
    expect(namesOn(await textOf(get('tags?match=build')))).toEqual(['f9-build', 'f10-build']);
    expect(namesOn(await textOf(get('tags?match=f*-build')))).toEqual(['f9-build', 'f10-build']);
    const none = await textOf(get('tags?match=%3Ci%3E'));
    expect(none).not.toContain('<i>');
    expect(namesOn(none)).toEqual([]);
  });
});

describe('the list of builders', () => {
  const hostsOn = (page: string) =>
    [...page.matchAll(/hostinfo\?hostID=\d+">([^<]+)</g)].map(([, name]) => name);

  it('comes in the order that was asked for, page by page', async () => {
    const { hub, get } = await visitedHub();
    const names = [...Array(52).keys()].map((index) => `builder-${index + 1}`);
    for (const name of names.toReversed()) await hub.rows.host({ name });
    const first = await textOf(get('hosts'));
    expect(hostsOn(first)).toEqual(names.slice(0, 50));
    expect(first).toContain('Next 50');
    const last = await textOf(get('hosts?start=50'));
    expect(hostsOn(last)).toEqual(names.slice(50));
    expect(last).not.toContain('Next 50');
    expect(hostsOn(await textOf(get('hosts?order=-id'))).slice(0, 2)).toEqual(['builder-1', 'builder-2']);
  });
});

describe('the page of a target', () => {
  it('leads to both of its tags, by number and by name', async () => {
    const { hub, get } = await visitedHub();
    const build = await hub.rows.tag({ name: 'f40-build' });
    const destination = await hub.rows.tag({ name: 'f40' });
    const admin = await hub.as('kojiadmin');
    await admin.call('createBuildTarget', ['f40', build.id, destination.id]);
    for (const address of ['buildtargetinfo?name=f40', 'buildtargetinfo?targetID=1']) {
      const page = await textOf(get(address));
      expect(page).toContain(`taginfo?tagID=${build.id}">f40-build</a>`);
      expect(page).toContain(`taginfo?tagID=${destination.id}">f40</a>`);
    }
    expect((await get('buildtargetinfo?name=f41')).status).toBe(404);
    expect((await get('buildtargetinfo')).status).toBe(400);
  });
});

describe('a task that nobody can take', () => {
  it('says why on its page', async () => {
    const { hub, get } = await visitedHub();
    const { id } = await hub.rows.task({ method: 'runroot', arch: 's390x' });
    expect(await textOf(get(`taskinfo?taskID=${id}`))).toMatch(/Why it waits[\s\S]*<li>[^<]*host/);
  });
});
