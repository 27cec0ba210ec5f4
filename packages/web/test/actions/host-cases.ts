import { expect } from 'vitest';
import type { ActionCase } from './action-case.js';
import type { ActionThings } from './action-things.js';

/** What is done about builders. */
export const hostCases = ({ ask, host }: ActionThings): readonly ActionCase[] => [
  {
    address: `hostedit?hostID=${host.id}`,
    typed: { arches: 'x86_64 i686', capacity: '3.5', comment: 'new disk', enabled: undefined },
    to: `hostinfo?hostID=${host.id}`,
    done: async () => {
      expect(await ask('getHost', host.id)).toMatchObject({
        arches: 'x86_64 i686',
        comment: 'new disk',
        enabled: false,
      });
      return true;
    },
  },
  {
    address: `enablehost?hostID=${host.id}`,
    to: `hostinfo?hostID=${host.id}`,
    done: async () => (await ask<{ enabled: boolean }>('getHost', host.id)).enabled,
  },
  {
    address: `disablehost?hostID=builder`,
    typed: { comment: 'on fire' },
    to: `hostinfo?hostID=${host.id}`,
    done: async () => {
      expect(await ask('getHost', host.id)).toMatchObject({ comment: 'on fire', enabled: false });
      return true;
    },
  },
];
