import { BUILD_STATES } from '@kojikit/protocol';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { addRpm, changeBuild, putPackage } from './built.js';
import { visitedHub, type Visited } from './visit.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Parses XML by the rules: throws for what is not well-formed. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value] as const);
    const element: Element = { name, attributes: Object.fromEntries(values), children: [], text: '' };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

const textOf = (parent: Element, name: string) => parent.children.find((child) => child.name === name)?.text;

/** The channel of a feed that has all that RSS 2.0 wants of it. */
async function channelOf({ get, pages }: Visited, address: string): Promise<Element> {
  const response = await get(address);
  expect(response.status, address).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
  const rss = parse(await response.text());
  expect([rss.name, rss.attributes['version']]).toEqual(['rss', '2.0']);
  expect(rss.children.map(({ name }) => name)).toEqual(['channel']);
  const [channel] = rss.children as [Element];
  for (const name of ['title', 'link', 'description']) expect(textOf(channel, name), name).toBeTruthy();
  const guids = new Set<string>();
  for (const item of items(channel)) {
    expect(textOf(item, 'title')).toBeTruthy();
    expect(textOf(item, 'link')).toMatch(new RegExp(`^${pages}buildinfo\\?buildID=\\d+$`));
    const { attributes, text } = item.children.find(({ name }) => name === 'guid')!;
    expect(attributes).toEqual({ isPermaLink: 'false' });
    expect(guids.has(text)).toBe(false);
    guids.add(text);
    const published = textOf(item, 'pubDate');
    if (published !== undefined) expect(published).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
  }
  return channel;
}

const items = (channel: Element) => channel.children.filter(({ name }) => name === 'item');
const titles = (channel: Element) => items(channel).map((item) => textOf(item, 'title'));

describe('the feed of the newest builds', () => {
  it('is valid, has those under way first, targets, and changes of complete ones', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const task = await hub.rows.task({ method: 'build', params: ['x.src.rpm', 'f40 & <more>'] });
    const build = await hub.rows.build({ name: 'tinylib', taskId: task.id });
    await addRpm(hub, { build_id: build.id, arch: 'src' });
    await putPackage(hub, 'src');
    await hub.rows.build({ name: `odd"'<b>&\u0007`, state: BUILD_STATES.FAILED });
    await hub.rows.build({ name: 'going', state: BUILD_STATES.BUILDING });
    const channel = await channelOf(visited, 'recentbuilds');
    expect(titles(channel)).toEqual([
      'building: going-1.0-1',
      `failed: odd"'<b>&\ufffd-1.0-1`,
      'complete: tinylib-1.0-1, target: f40 & <more>',
    ]);
    const changes = textOf(items(channel)[2]!, 'description')!;
    expect(changes).toMatch(/^<pre>\* Wed Mar 03 2021 Example Dev &lt;dev@example.com&gt;/);
    const { headers } = await visited.get('recentbuilds');
    const again = await visited.get('recentbuilds', { 'if-none-match': headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  it('is of a user, of a package, and of a tag with what it inherits', async () => {
    const visited = await visitedHub();
    const { rows } = visited.hub;
    const parent = await rows.tag({ packages: ['a', 'b'] });
    const tag = await rows.tag({ name: 'f40', parents: [parent.id] });
    await rows.build({ name: 'a', tags: [parent.id, tag.id] });
    await rows.build({ name: 'b', tags: [parent.id], owner: 2 });
    await rows.build({ name: 'c' });
    const of = async (query: string) => titles(await channelOf(visited, `recentbuilds?${query}`)).toSorted();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `complete: ${name}-1.0-1`);
    expect(await of('tag=f40')).toEqual([a, b]);
    expect(await of(`tag=${tag.id}&user=alice`)).toEqual([b]);
    expect(await of('package=c')).toEqual([c]);
    expect(await of('user=2&tag=&package=')).toEqual([b]);
    for (const unknown of ['tag=nosuch', 'user=nosuch', 'package=77'])
      expect((await visited.get(`recentbuilds?${unknown}`)).status, unknown).toBe(404);
  });

  it('has twenty builds, and asks the database eight times at most', async () => {
    const visited = await visitedHub();
    const { hub } = visited;
    const tag = await hub.rows.tag({ name: 'f40', packages: ['a'] });
    for (let version = 0; version < 25; version += 1) {
      const task = await hub.rows.task({ method: 'build', params: ['x.src.rpm', 'f40'] });
      const build = await hub.rows.build({
        name: 'a',
        version: `${version}`,
        tags: [tag.id],
        taskId: task.id,
      });
      await changeBuild(hub, build.id, { completion_time: `2026-01-02 03:04:${10 + version}.000000+00:00` });
    }
    for (const query of ['', '?tag=f40', '?tag=f40&package=a']) {
      let channel: Element | undefined;
      const asked = await hub.queriesOf(async () => {
        channel = await channelOf(visited, `recentbuilds${query}`);
      });
      expect(asked.length, query).toBeLessThanOrEqual(8);
      expect(items(channel!)).toHaveLength(20);
      expect(titles(channel!)[0]).toBe('complete: a-24-1, target: f40');
    }
  });
});
