import type { TestHub } from '@kojikit/testing';
import { raw } from 'sql-template-tag';
import { readBody } from '../../src/index.js';
import type { ArgumentsTarget } from './wire-caller.js';

/** The options that the hubs of the comparison have beside their defaults. */
export const HUB_OPTIONS = '[hub]\nEnableMaven = True\nEnableWin = True\nEmailDomain = example.com\n';

/** Lets a caller of wire values talk to a test hub. */
export function hubTarget(hub: TestHub): ArgumentsTarget {
  return {
    setPassword: (user, password) => hub.setPassword(user, password),
    runSql: async (statement) => {
      await hub.database.transaction((db) => db.run(raw(statement)));
    },
    request: async (request) => {
      const { status, headers, body } = await hub.request(request);
      const text = (await readBody(body)).toString().replaceAll(hub.topdir, '/mnt/koji');
      return { status, contentType: headers['content-type'], body: text };
    },
  };
}
