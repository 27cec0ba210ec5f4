import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readReferences } from './read-references.js';

const REFERENCE = {
  methods: {
    callTheRoll: {
      room: 'kojikit-plugin-roll',
      doc: 'Says who is there.',
      params: [{ name: 'room', kind: 'plain', type: 'string', doc: '' }],
      result: 'string',
      resultDoc: '',
      access: 'anyone',
      throws: ['ParameterError'],
      emits: [],
      addition: false,
    },
  },
  events: {},
  policyTests: {},
};

function installed(plugins: Readonly<Record<string, string | undefined>>): string {
  const root = mkdtempSync(join(tmpdir(), 'references-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(plugins)) {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', kojikit: { hub: {} } }),
    );
    if (text !== undefined) writeFileSync(join(folder, 'reference.json'), text);
  }
  return root;
}

it('reads the reference of the protocol and of installed plugins; one that is missing or no reference is none', () => {
  const { core, plugins } = readReferences([
    installed({
      'kojikit-plugin-roll': JSON.stringify(REFERENCE),
      'kojikit-plugin-mute': undefined,
      'kojikit-plugin-broken': '{"methods": {',
      'kojikit-plugin-other': '{"methods": []}',
    }),
  ]);
  expect(core.methods['getTag']?.result).toBe('Tag | null');
  expect(core.faults['TagError']?.code).toBe(1003);
  expect([...plugins.keys()]).toEqual(['kojikit-plugin-roll']);
  expect(plugins.get('kojikit-plugin-roll')?.methods['callTheRoll']?.throws).toEqual(['ParameterError']);
});
