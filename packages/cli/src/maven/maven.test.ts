import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseConfig, readBuildConfigs } from './build-configs.js';
import { mavenOptions } from './maven-options.js';
import { requireOrder } from './require-order.js';

const folder = mkdtempSync(join(tmpdir(), 'koji-maven-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'builds.ini');
  writeFileSync(path, text);
  return path;
}

const TWO = `[org.a-b]
scmurl = git://h/m#1
goals = install verify
properties =
  a=b
  c
envs = HOME=/x=y
[org.c-d]
type = wrapper
scmurl = git://h/n#2
buildrequires = org.a-b
`;

describe('files that say what to build with Maven', () => {
  it('have a section for each build', () => {
    const [maven, wrapper] = readBuildConfigs([file(TWO)], { chain: true, scratch: false });
    expect(maven).toMatchObject({ name: 'org.a-b', type: 'maven', scmurl: 'git://h/m#1', buildrequires: [] });
    expect(maven?.options).toEqual({
      scmurl: 'git://h/m#1',
      goals: ['install', 'verify'],
      properties: { a: 'b', c: null },
      envs: { HOME: '/x=y' },
    });
    expect(wrapper?.options).toEqual({
      type: 'wrapper',
      scmurl: 'git://h/n#2',
      buildrequires: ['org.a-b'],
      create_build: true,
    });
  });

  it('say that builds are scratch outside of chains alone', () => {
    const [alone] = readBuildConfigs([file(TWO)], { scratch: true });
    const [chained, wrapper] = readBuildConfigs([file(TWO)], { chain: true, scratch: true });
    expect(alone?.options).toHaveProperty('scratch', true);
    expect(chained?.options).not.toHaveProperty('scratch');
    expect(wrapper?.options).not.toHaveProperty('create_build');
  });

  it('must say which section where there are several', () => {
    const path = file(TWO);
    const use = { scratch: false };
    expect(chooseConfig([path], 'org.c-d', use).name).toBe('org.c-d');
    expect(() => chooseConfig([path], undefined, use)).toThrow(`Multiple sections in: ${path}, you must`);
    expect(() => chooseConfig([path], 'x', use)).toThrow(`Section x does not exist in: ${path}`);
    expect(() => chooseConfig(['/nosuch.ini'], undefined, use)).toThrow('No sections found in: /nosuch.ini');
  });

  it.each([
    ['[a]\ngoals = x\n', 'a is missing the scmurl parameter'],
    ['[a]\ntype = ant\nscmurl = x\n', 'Unsupported build type: ant'],
    ['[a]\ntype = wrapper\nscmurl = x\n', 'A wrapper-rpm must depend on exactly one package'],
    ['[a]\nscmurl = x\nenvs = HOME\n', 'Environment variables must be in NAME=VALUE format'],
  ])('are refused when they do not say enough: %j', (text, reason) => {
    expect(() => readBuildConfigs([file(text)], { scratch: false })).toThrow(reason);
  });
});

describe('options of a Maven build', () => {
  it('leave out what is empty', () => {
    expect(mavenOptions({ goals: [], patches: '', properties: ['a='] })).toEqual({ properties: { a: '' } });
  });
});

describe('the order of a chain', () => {
  it('is there unless builds wait for each other or for none of them', () => {
    const a = { name: 'a', buildrequires: ['b'] };
    const b = { name: 'b', buildrequires: [] };
    expect(() => requireOrder([a, b])).not.toThrow();
    const reason = 'No possible build order, missing/circular dependencies';
    expect(() => requireOrder([a])).toThrow(reason);
    expect(() => requireOrder([a, { name: 'b', buildrequires: ['a'] }])).toThrow(reason);
  });
});
