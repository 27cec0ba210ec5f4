import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyone, defineHubPlugin, method, optional, read } from '@kojikit/hub-core/plugin';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createPages } from '../src/pages.js';
import { sharedHub, visitedHub, type Visited } from './visit.js';
import { webProcess } from './web-process.js';

const HOSTILE = `<script>alert(1)</script>`;

interface RollApi {
  callTheRoll: { params: { room: string; times?: number }; result: string };
}

declare module '@kojikit/protocol' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the members have a name of their own
  interface HubApi extends RollApi {}
}

/** A plugin of somebody else, which brings no reference. */
const roll = defineHubPlugin({
  name: 'roll',
  methods: [
    method('callTheRoll', {
      params: { room: read.text, times: optional(read.integer, 3) },
      access: anyone,
      doc: `Says who is there: ${HOSTILE}. Nobody is left out.`,
      handler: (ctx, { room }) => room,
    }),
  ],
});

/** A folder of PluginPath: with the reference of the plugin above, and one that is none. */
function folderOfPlugins(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plugins-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const method = {
    ...{ doc: '', result: 'Presence', resultDoc: 'who came', access: 'anyone', addition: false },
    ...{
      params: [{ name: 'room', kind: 'plain', type: 'Room', doc: 'Where.' }],
      throws: ['TagError'],
      emits: [],
    },
  };
  const reference = { methods: { callTheRoll: method }, events: {}, policyTests: {} };
  for (const [name, text] of [
    ['roll', JSON.stringify(reference)],
    ['broken', '{"methods": 7}'],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'reference.json'), text);
  }
  return folder;
}

const textOf = async ({ get }: Visited, address: string) =>
  (await (await get(address)).text()).replace(/\s+/g, ' ');

describe('the page of the API', () => {
  const site = sharedHub({ plugins: [roll] });

  it('lists every method that the hub has by room, with a line of words, at the place that old links lead to', async () => {
    const text = await textOf(site(), 'api');
    const listed = await site().hub.anonymous.call<string[]>('system.listMethods', []);
    expect([...text.matchAll(/<div id="([^"]+)">/g)].map(([, name]) => name).sort()).toEqual(listed.sort());
    expect(text).toMatch(
      /<h2>Tags<\/h2>.*<div id="getTag"> ?<dt><a href="apimethod\?name=getTag">getTag<\/a>/,
    );
    expect(text).toContain(`${listed.length} methods</p>`);
    expect(text).toContain('version 1.35.3');
    expect(text.length).toBeLessThan(80_000);
  });

  it('lists what no reference knows at the end, by the words of the hub', async () => {
    const text = await textOf(site(), 'api');
    const [, last] = text.split('<h2>Of other plugins</h2>');
    expect(last).toMatch(
      /<div id="callTheRoll">.*Says who is there: &lt;script&gt;alert\(1\)&lt;\/script&gt;\.<\/dd>/,
    );
    expect(text).not.toContain(HOSTILE);
  });

  it('finds what has every word in its name or text, says how many, and keeps what was typed', async () => {
    const found = await textOf(site(), 'api?filter=build+UNTAGGED');
    expect(found).toContain('value="build UNTAGGED"');
    expect(found).toMatch(/>\d+ methods? with “build UNTAGGED”/);
    expect(found).toContain('<a href="apievents#kojikitTagNotification">');
    expect(found).not.toContain('<div id="getHost">');
    expect(await textOf(site(), 'api?filter=locked')).toContain('<a href="apifaults#LockError">');
    expect(await textOf(site(), 'api?filter=inherits')).toContain(
      '<a href="apipolicytests#buildtag_inherits_from">',
    );
  });

  it('finds the methods that throw a fault or emit an event by its whole name', async () => {
    expect(await textOf(site(), 'api?filter=postuntag')).toContain('<div id="untagBuildBypass">');
    expect(await textOf(site(), 'api?filter=tagerror')).toContain('<div id="tagBuildBypass">');
  });

  it('shows all for an empty search, and takes any text as nothing but text', async () => {
    const all = await textOf(site(), 'api');
    const count = /\d+ methods<\/p>/.exec(all)![0];
    for (const empty of ['api?filter=', 'api?filter=%20%09', 'api?filter'])
      expect(await textOf(site(), empty)).toContain(count);
    const hostile = await textOf(site(), `api?filter=${encodeURIComponent(`${HOSTILE}"'`)}`);
    expect(hostile).toContain('0 methods with “&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;”');
    expect(hostile).not.toContain('<script>');
    for (const odd of ['%00', '(a%2B)%2B%24', '%E0%A4', '*', 'x'.repeat(5000)])
      expect((await site().get(`api?filter=${odd}`)).status).toBe(200);
  });
});

describe('the page of a method', () => {
  const site = sharedHub({ plugins: [roll] });

  it('says how it is called, what it returns, for whom it is, and links what it throws and emits', async () => {
    const text = await textOf(site(), 'apimethod?name=getTag');
    expect(text).toContain('getTag(tagInfo, strict=false, event=nil');
    expect(text).toMatch(/<code>strict<\/code><\/td> ?<td data-label="Type"> ?<code>boolean<\/code>/);
    expect(text).toMatch(/Returns<\/dt> ?<dd><code>Tag \| null<\/code>/);
    expect(text).toContain('<a href="api#getTag">Tags</a>');
    expect(await textOf(site(), 'apimethod?name=createTag')).toContain(
      'who holds the permission tag or admin',
    );
    const tagging = await textOf(site(), 'apimethod?name=tagBuildBypass');
    expect(tagging).toContain('<a href="apifaults#TagError">TagError</a>');
    expect(tagging).toContain('<a href="apievents#postTag">postTag</a>');
    expect(await textOf(site(), 'apimethod?name=editTag2')).toContain('editTag2(tagInfo, **kwargs)');
    expect(await textOf(site(), 'apimethod?name=listMethodAccess')).toContain('Koji’s own hub lacks it');
  });

  it('shows names, defaults and words of the hub for a method that no reference has', async () => {
    const text = await textOf(site(), 'apimethod?name=callTheRoll');
    expect(text).toContain('callTheRoll(room, times=3)');
    expect(text).toContain('Says who is there: &lt;script&gt;alert(1)&lt;/script&gt;. Nobody is left out.');
    expect(text).toMatch(/May be called by<\/dt> ?<dd>anyone/);
    expect(text).toContain('types, faults and events are not known');
    expect(text).not.toContain(HOSTILE);
  });

  it('has the words of a plugin in a folder of PluginPath; one whose reference is none stops nothing', async () => {
    const folder = folderOfPlugins();
    const visited = await visitedHub({ plugins: [roll], config: { PluginPath: `${folder}:not/absolute` } });
    onTestFinished(() => visited.hub.close());
    const text = await textOf(visited, 'apimethod?name=callTheRoll');
    expect(text).toMatch(/Returns<\/dt> ?<dd><code>Presence<\/code>/);
    expect(text).toContain('<a href="apifaults#TagError">TagError</a>');
  });

  it('has them beside a hub where koji-web is told the folder', async () => {
    const visited = await visitedHub({ plugins: [roll] });
    onTestFinished(() => visited.hub.close());
    const hub = visited.pages.replace('koji/', 'kojihub');
    const { url } = await webProcess(hub, '127.0.0.1:0', '--plugin-path', `${folderOfPlugins()}:/nowhere`);
    const text = await (await fetch(new URL('apimethod?name=callTheRoll', url))).text();
    expect(text.replace(/\s+/g, ' ')).toMatch(/Returns<\/dt> ?<dd><code>Presence<\/code>/);
  });

  it('tells who may call it by the reference where the hub does not, as that of Koji', async () => {
    const { hub } = site();
    const pages = createPages('/koji');
    const without = async (name: string) => {
      const response = await pages.answer(new Request(`http://x/koji/apimethod?name=${name}`), {
        calls: (asks) =>
          Promise.all(
            asks.map(async ({ method: asked, params }) =>
              asked === 'listMethodAccess'
                ? { fault: { code: 1000, message: `Invalid method: ${asked}` } }
                : { result: await hub.anonymous.call(asked, params) },
            ),
          ),
      });
      return (await response.text()).replace(/\s+/g, ' ');
    };
    expect(await without('createTag')).toContain('who holds the permission tag or admin');
    expect(await without('callTheRoll')).toContain('the hub does not say whom');
  });

  it('is not there for a method that the hub lacks, although a reference may have it', async () => {
    for (const name of ['nosuchmethod', 'createSideTag', 'system.multicall', HOSTILE]) {
      const response = await site().get(`apimethod?name=${encodeURIComponent(name)}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain(HOSTILE);
    }
    expect((await site().get('apimethod')).status).toBe(400);
  });
});

describe('the pages of events, policy tests and faults', () => {
  const site = sharedHub();

  it('describe each at a place of its own, and link the methods', async () => {
    const events = await textOf(site(), 'apievents');
    const postTag = /<section class="entry" id="postTag">.*?<\/section>/.exec(events)![0];
    expect(postTag).toMatch(
      /<code>build<\/code><\/td> ?<td data-label="Type"> ?<code>Build \| TaggedBuild<\/code>/,
    );
    expect(postTag).toContain('<a href="apimethod?name=tagBuildBypass">');
    const faults = await textOf(site(), 'apifaults');
    const tagError = /<section class="entry" id="TagError">.*?<\/section>/.exec(faults)![0];
    expect(tagError).toContain('Code 1003; also a <a href="apifaults#GenericError">GenericError</a>');
    expect(tagError).toContain('<a href="apimethod?name=tagBuildBypass">');
    expect(faults).toMatch(/<a href="api\?filter=GenericError">\d+ methods<\/a>/);
    const tests = await textOf(site(), 'apipolicytests');
    expect(tests).toMatch(/id="hastag">.*?<pre class="value">hastag PATTERN…<\/pre>/);
    expect(tests).not.toContain('is_sidetag');
  });

  it('are where the links of every method lead', async () => {
    const places = new Set<string>();
    for (const page of ['apievents', 'apifaults'])
      for (const [, id] of (await textOf(site(), page)).matchAll(/<section class="entry" id="([^"]+)"/g))
        places.add(`${page}#${id}`);
    const linked = new Set<string>();
    for (const name of ['CGImport', 'host.tagBuild', 'packageListAdd', 'repo.request', 'freeTask'])
      for (const [, to] of (await textOf(site(), `apimethod?name=${name}`)).matchAll(
        /href="(api\w+#[^"]+)"/g,
      ))
        linked.add(to!);
    expect(linked.size).toBeGreaterThan(8);
    expect([...linked].filter((to) => !places.has(to))).toEqual([]);
  });
});

describe('the style guide', () => {
  afterEach(() => {
    delete process.env['KOJIKIT_PAGES_STYLE'];
  });

  it('is there for who asks for it, and nowhere else', async () => {
    const { get } = await visitedHub();
    expect((await get('_style')).status).toBe(404);
    process.env['KOJIKIT_PAGES_STYLE'] = '1';
    const response = await get('_style');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('role="img"');
  });
});
