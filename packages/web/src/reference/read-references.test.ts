import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LARGEST_REFERENCE, readReferences } from './read-references.js';

const ROLL = {
  room: 'kojikit-plugin-roll',
  doc: 'Says who is there.',
  params: [{ name: 'room', kind: 'plain', type: 'string', doc: '' }],
  result: 'string',
  resultDoc: '',
  access: 'anyone',
  throws: ['ParameterError'],
  emits: [],
  addition: false,
};
const REFERENCE = { methods: { callTheRoll: ROLL }, events: {}, policyTests: {} };
const TEXT = JSON.stringify(REFERENCE);

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'references-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

const manifest = (name: string, parts: object = { hub: {} }) =>
  JSON.stringify({ name, version: '1.0.0', kojikit: parts });

/** What is read, and what is said of files that are left out. */
function read(places: { folders?: string[]; starts?: string[] }) {
  const leftOut: string[] = [];
  const { core, plugins } = readReferences({ folders: [], starts: [], ...places }, (file, reason) =>
    leftOut.push(`${file}: ${reason}`),
  );
  return { core, plugins, leftOut };
}

it('reads the reference of the protocol and of installed plugins; a plugin may bring none', () => {
  const root = folderOf({
    'node_modules/kojikit-plugin-roll/package.json': manifest('kojikit-plugin-roll'),
    'node_modules/kojikit-plugin-roll/reference.json': TEXT,
    'node_modules/kojikit-plugin-mute/package.json': manifest('kojikit-plugin-mute'),
  });
  const { core, plugins, leftOut } = read({ starts: [root] });
  expect(core.methods['getTag']?.result).toBe('Tag | null');
  expect(core.faults['TagError']?.code).toBe(1003);
  expect([...plugins.keys()]).toEqual(['kojikit-plugin-roll']);
  expect(plugins.get('kojikit-plugin-roll')?.methods['callTheRoll']?.throws).toEqual(['ParameterError']);
  expect(leftOut).toEqual([]);
});

it('reads those in the folders of PluginPath: of packages of any name, and of folders with a plugin', () => {
  const root = folderOf({
    'roll/package.json': manifest('our-roll'),
    'roll/reference.json': TEXT,
    'calls/hub.js': '',
    'calls/reference.json': TEXT,
    'alone.js': '',
    'commands/package.json': manifest('our-commands', { cli: { commands: [] } }),
    'commands/reference.json': TEXT,
  });
  symlinkSync(join(root, 'gone'), join(root, 'nowhere'));
  const { plugins, leftOut } = read({ folders: [root, join(root, 'missing'), join(root, 'alone.js')] });
  expect([...plugins.keys()].sort()).toEqual(['calls', 'our-roll']);
  expect(leftOut).toEqual([]);
});

it('goes without a file that is too large, no JSON, or no reference, and names it', () => {
  const root = folderOf({
    'large/reference.json': TEXT + ' '.repeat(LARGEST_REFERENCE),
    'cut/reference.json': '{"methods": {',
    'list/reference.json': '{"methods": []}',
    'half/reference.json': JSON.stringify({ ...REFERENCE, methods: { callTheRoll: { ...ROLL, doc: 7 } } }),
    'deep/reference.json': '['.repeat(500_000),
    'folder/reference.json/x': '',
    'good/reference.json': TEXT + ' '.repeat(LARGEST_REFERENCE - TEXT.length),
  });
  const { plugins, leftOut } = read({ folders: [root] });
  expect([...plugins.keys()]).toEqual(['good']);
  expect(leftOut.map((line) => line.slice(root.length + 1)).sort()).toEqual([
    expect.stringMatching(/^cut\/reference\.json: .*JSON/),
    expect.stringMatching(/^deep\/reference\.json: ./),
    'folder/reference.json: it is no file',
    expect.stringMatching(/^half\/reference\.json: methods\.callTheRoll\.doc: .*string/),
    `large/reference.json: it has ${TEXT.length + LARGEST_REFERENCE} bytes, more than ${LARGEST_REFERENCE}`,
    expect.stringMatching(/^list\/reference\.json: methods: ./),
  ]);
});
