import { describe, expect, it } from 'vitest';
import { expandArch } from './arch-list.js';
import type { MergeMode, PackageFacts } from './merge-plan.js';
import { planMerge } from './merge-plan.js';

let count = 0;

function facts(nvra: string, sourceRpm?: string): PackageFacts {
  const [, name = '', version = '', release = '', arch = ''] = /^(.+)-(.+)-(.+)\.(.+)$/.exec(nvra) ?? [];
  count += 1;
  const source = sourceRpm ?? `${name}-${version}-${release}.src.rpm`;
  return { pkgid: `${nvra}#${count}`, name, epoch: '0', version, release, arch, sourceRpm: source };
}

function merge(mode: MergeMode, repositories: PackageFacts[][], blocked: string[] = []) {
  const plan = planMerge(repositories, { mode, arches: expandArch('x86_64'), blocked: new Set(blocked) });
  return plan.kept.map((kept) => [...kept].map((pkgid) => pkgid.replace(/#.*/, '')));
}

describe('mode koji', () => {
  it('takes all packages of a source from the first repository that has any', () => {
    const local = [facts('bash-1-1.x86_64')];
    const remote = [
      facts('bash-9-1.x86_64'),
      facts('bash-doc-9-1.noarch', 'bash-9-1.src.rpm'),
      facts('zsh-5-1.x86_64'),
    ];
    expect(merge('koji', [local, remote])).toEqual([['bash-1-1.x86_64'], ['zsh-5-1.x86_64']]);
  });

  it('takes only the newest source within a repository', () => {
    const repository = [facts('bash-5.9-1.x86_64'), facts('bash-5.10-1.x86_64'), facts('bash-5.10-1.i686')];
    expect(merge('koji', [repository])).toEqual([['bash-5.10-1.x86_64', 'bash-5.10-1.i686']]);
  });

  it('leaves out blocked sources, by the name of the source package', () => {
    const repository = [facts('bash-doc-5-1.noarch', 'bash-5-1.src.rpm'), facts('zsh-5-1.x86_64')];
    expect(merge('koji', [repository], ['bash', 'zsh-doc'])).toEqual([['zsh-5-1.x86_64']]);
  });

  it('takes packages without a source and refuses those with a nonsensical one', () => {
    expect(merge('koji', [[facts('a-1-1.noarch', ''), facts('b-1-1.noarch', 'junk')]])).toEqual([
      ['a-1-1.noarch'],
    ]);
  });
});

describe('mode simple', () => {
  it('takes everything but what is blocked, and tells the first origin only', () => {
    const repositories = [
      [facts('a-1-1.noarch')],
      [facts('a-1-1.noarch'), facts('a-2-1.noarch'), facts('b-1-1.noarch')],
    ];
    expect(merge('simple', repositories, ['b'])).toEqual([
      ['a-1-1.noarch'],
      ['a-1-1.noarch', 'a-2-1.noarch'],
    ]);
    const plan = planMerge(repositories, { mode: 'simple', arches: expandArch('x86_64') });
    expect(plan.origins).toEqual([
      { nvra: 'a-1-1.noarch', repository: 0 },
      { nvra: 'a-2-1.noarch', repository: 1 },
      { nvra: 'b-1-1.noarch', repository: 1 },
    ]);
  });
});

describe('mode bare', () => {
  it('takes every version, of equal ones the first, and blocks nothing', () => {
    const repositories = [[facts('a-1-1.noarch')], [facts('a-1-1.noarch'), facts('a-2-1.noarch')]];
    expect(merge('bare', repositories, ['a'])).toEqual([['a-1-1.noarch'], ['a-2-1.noarch']]);
  });

  it('takes packages that differ in their epoch only', () => {
    const repositories = [[facts('a-1-1.noarch')], [{ ...facts('a-1-1.noarch'), epoch: '1' }]];
    expect(merge('bare', repositories)).toEqual([['a-1-1.noarch'], ['a-1-1.noarch']]);
  });
});

describe('arches', () => {
  it('of the 32-bit side belong to a repository, others do not', () => {
    const names = ['a-1-1.x86_64', 'a-1-1.i686', 'a-1-1.noarch', 'a-1-1.ia32e', 'a-1-1.aarch64', 'a-1-1.src'];
    expect(merge('koji', [names.map((name) => facts(name, 'a-1-1.src.rpm'))])).toEqual([names.slice(0, 4)]);
    expect([...expandArch('aarch64')]).toEqual(['aarch64', 'noarch']);
  });
});
