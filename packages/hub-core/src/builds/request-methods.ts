import { loggedIn } from '../auth/access.js';
import { castNumber, checkedText, nameOrId, wireValue, unlessEmpty } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { requestBuild } from './request-build.js';

export const requestMethods: Method[] = [
  method('build', {
    params: {
      src: checkedText,
      target: wireValue,
      opts: optional(unlessEmpty(wireValue)),
      priority: optional(unlessEmpty(castNumber)),
      channel: optional(unlessEmpty(nameOrId)),
    },
    access: loggedIn,
    doc: 'Makes the task that builds a package for a target, and returns its id.',
    handler: (ctx, { src, opts, ...request }) =>
      requestBuild(ctx, { source: src, options: opts, ...request }),
  }),
];
