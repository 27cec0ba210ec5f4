import { expect } from 'vitest';
import type { ActionCase } from './action-case.js';
import type { ActionThings } from './action-things.js';

/** What is done about mail that one wants. */
export const notificationCases = ({ ask, tag }: ActionThings): readonly ActionCase[] => [
  {
    address: 'notificationcreate',
    typed: { package: 'bash', success_only: '1' },
    to: 'index#notificationlist',
    done: async () => (await ask<object[]>('getBuildNotifications', 1)).length === 3,
  },
  {
    address: 'notificationedit?notificationID=1',
    typed: { package: '', tag: 'work' },
    to: 'index#notificationlist',
    done: async () => {
      expect(await ask('getBuildNotification', 1)).toMatchObject({ package_id: null, tag_id: tag.id });
      return true;
    },
  },
  {
    address: 'notificationdelete?notificationID=2',
    to: 'index#notificationlist',
    done: async () => (await ask('getBuildNotification', 2)) === null,
  },
];
