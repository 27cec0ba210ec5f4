import { describe, expect, it } from 'vitest';
import { ALIASES } from './aliases.js';
import { coreCommands } from './core-commands.js';
import { findCommand } from './find-command.js';

describe('the table of commands', () => {
  it('has every name once', () => {
    const names = coreCommands.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('loads the code of every command', async () => {
    for (const entry of coreCommands) {
      const command = await entry.load();
      expect(typeof command?.run, entry.name).toBe('function');
    }
  });

  it('knows what every alias stands for', () => {
    const missing = Object.values(ALIASES).filter((name) => !findCommand(coreCommands, name));
    expect(missing).toEqual([]);
  });
});

describe('a word on the command line', () => {
  it.each([
    ['list_tags', 'list-tags'],
    ['cxl', 'cancel'],
    ["G'Day", 'moshimoshi'],
    ['你好', 'moshimoshi'],
    ['LIST-TAGS', undefined],
    ['constructor', undefined],
  ])('%s means %s', (word, name) => {
    expect(findCommand(coreCommands, word)?.name).toBe(name);
  });
});
