import { expect, it } from 'vitest';
import { checkManifest } from './plugin-manifest.js';

it('takes a manifest with all of its members', () => {
  const manifest = {
    hub: { aliases: ['greeter', 'greeter_hub'] },
    builder: {},
    cli: {
      commands: [
        { name: 'greet', category: 'misc', summary: 'Say hello', anonymous: true, overrides: false },
      ],
    },
  };
  expect(checkManifest(manifest)).toEqual(manifest);
  expect(checkManifest(undefined)).toEqual({});
});

it.each([
  ['5', 5, 'kojikit: not an object: 5'],
  ['a list of aliases', { hub: ['greeter'] }, 'kojikit.hub: not an object: ["greeter"]'],
  [
    'an alias that is no name',
    { hub: { aliases: ['../x'] } },
    'kojikit.hub.aliases: not the name of a plugin: "../x"',
  ],
  ['one alias', { builder: { aliases: 'greeter' } }, 'kojikit.builder.aliases: not a list: "greeter"'],
  ['an unknown part', { web: {} }, 'kojikit.web: not known here, expected hub, builder, cli'],
  ['a part without commands', { cli: {} }, 'kojikit.cli.commands: is missing'],
  ['a command without a name', { cli: { commands: [{}] } }, 'kojikit.cli.commands.name: is missing'],
  ['null for a command', { cli: { commands: [null] } }, 'kojikit.cli.commands: not an object: null'],
  [
    'an unknown category',
    { cli: { commands: [{ name: 'greet', category: 'fun' }] } },
    'kojikit.cli.commands.category: not a category of `koji help`: "fun"',
  ],
])('says what is wrong with %s', (unused, manifest, message) => {
  expect(() => checkManifest(manifest)).toThrow(message);
});

it('says everything that is wrong at once', () => {
  const manifest = { hub: { alias: [] }, cli: { commands: [{ name: 'Not a name', overrides: 1 }] } };
  expect(() => checkManifest(manifest)).toThrow(
    'kojikit.hub.alias: not known here, expected aliases; ' +
      'kojikit.cli.commands.name: not a command name: "Not a name"; ' +
      'kojikit.cli.commands.overrides: not true or false: 1',
  );
});
