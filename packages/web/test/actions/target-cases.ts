import type { ActionCase } from './action-case.js';
import type { ActionThings } from './action-things.js';

/** What is done about targets. */
export const targetCases = ({ ask, base, tag, target, gone }: ActionThings): readonly ActionCase[] => [
  {
    address: 'buildtargetcreate',
    typed: { name: 'new', buildTag: 'work', destTag: String(base.id) },
    to: /^buildtargetinfo\?targetID=\d+$/,
    done: async () => (await ask<{ dest_tag: number } | null>('getBuildTarget', 'new'))?.dest_tag === base.id,
  },
  {
    address: `buildtargetedit?targetID=${target.id}`,
    typed: { name: 'renamed', destTag: 'work' },
    to: `buildtargetinfo?targetID=${target.id}`,
    done: async () =>
      (await ask<{ dest_tag: number } | null>('getBuildTarget', 'renamed'))?.dest_tag === tag.id,
  },
  {
    address: `buildtargetdelete?targetID=${gone.id}`,
    to: 'buildtargets',
    done: async () => (await ask('getBuildTarget', 'gone')) === null,
  },
];
