import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { coreCommands } from '../../src/commands/core-commands.js';

/** What `koji help --admin` of Koji 1.35.3 lists, without plugins, by category. */
const KOJI = JSON.parse(readFileSync(join(import.meta.dirname, 'koji-commands.json'), 'utf8')) as Record<
  string,
  string[]
>;

it.each(Object.entries(KOJI))('every command of Koji in the category %s is there', (category, names) => {
  const ours = new Map<string, string>(coreCommands.map((command) => [command.name, command.category]));
  expect(names.length).toBeGreaterThan(0);
  expect(Object.fromEntries(names.map((name) => [name, ours.get(name)]))).toEqual(
    Object.fromEntries(names.map((name) => [name, category])),
  );
});
