import { BUILD_STATES } from '@kojikit/protocol';
import type { ActionCase } from './action-case.js';
import type { ActionThings } from './action-things.js';

/** What is done about builds. */
export const buildCases = ({ ask, building, build, untagged }: ActionThings): readonly ActionCase[] => [
  {
    address: `cancelbuild?buildID=${building.id}`,
    to: `buildinfo?buildID=${building.id}`,
    done: async () => (await ask<{ state: number }>('getBuild', building.id)).state === BUILD_STATES.CANCELED,
  },
  {
    address: `tagbuild?buildID=${build.id}`,
    typed: { tag: 'base' },
    to: /^taskinfo\?taskID=\d+$/,
    done: async () => (await ask<unknown[]>('listTasks', { method: 'tagBuild' })).length === 1,
  },
  {
    address: `untagbuild?buildID=${untagged.name}&tagID=work`,
    to: `buildinfo?buildID=${untagged.id}`,
    done: async () => (await ask<unknown[]>('listTags', untagged.id)).length === 0,
  },
];
