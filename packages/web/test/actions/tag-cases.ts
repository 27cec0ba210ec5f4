import { expect } from 'vitest';
import type { ActionCase } from './action-case.js';
import type { ActionThings } from './action-things.js';

/** What is done about tags. */
export const tagCases = ({ ask, base, tag, other, doomed }: ActionThings): readonly ActionCase[] => [
  {
    address: 'tagcreate',
    typed: { name: 'made', arches: 'x86_64 i686', locked: '1', permission: '1', parent: 'base' },
    to: /^taginfo\?tagID=\d+$/,
    done: async () =>
      (await ask<{ locked: boolean; perm: string; arches: string }>('getTag', 'made')).arches ===
      'x86_64 i686',
  },
  {
    address: `tagedit?tagID=${other.id}`,
    typed: { name: 'others', arches: 'i686', locked: '1' },
    to: `taginfo?tagID=${other.id}`,
    done: async () => (await ask<{ locked: boolean } | null>('getTag', 'others'))?.locked === true,
  },
  {
    address: `tagparent?tagID=${other.id}&action=add`,
    typed: {
      parent: 'base',
      priority: '3',
      maxdepth: '2',
      pkg_filter: '^b',
      intransitive: '1',
      noconfig: '1',
    },
    to: `taginfo?tagID=${other.id}`,
    done: async () =>
      (await ask<object[]>('getInheritanceData', other.id)).some(
        (link) =>
          expect(link).toMatchObject({
            parent_id: base.id,
            priority: 3,
            maxdepth: 2,
            pkg_filter: '^b',
            intransitive: true,
            noconfig: true,
          }) ?? true,
      ),
  },
  {
    address: `tagparent?tagID=${other.id}&parentID=${base.id}&action=edit`,
    typed: { priority: '9', maxdepth: '', intransitive: undefined },
    to: `taginfo?tagID=${other.id}`,
    done: async () =>
      (await ask<object[]>('getInheritanceData', other.id)).some(
        (link) =>
          expect(link).toMatchObject({
            priority: 9,
            maxdepth: null,
            intransitive: false,
            noconfig: true,
          }) ?? true,
      ),
  },
  {
    address: `tagparent?tagID=${other.id}&parentID=${base.id}&action=remove`,
    to: `taginfo?tagID=${other.id}`,
    done: async () => (await ask<object[]>('getInheritanceData', other.id)).length === 0,
  },
  {
    address: `newrepo?tagID=${tag.id}`,
    typed: { src: '1' },
    to: /^taskinfo\?taskID=\d+$/,
    done: async () => (await ask<unknown[]>('listTasks', { method: 'newRepo' })).length === 1,
  },
  {
    address: `tagdelete?tagID=${doomed.id}`,
    to: 'tags',
    done: async () => (await ask('getTag', 'doomed')) === null,
  },
];
