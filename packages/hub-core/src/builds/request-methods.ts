import { loggedIn } from '../auth/access.js';
import { castNumber, checkedText, list, nameOrId, wireValue, unlessEmpty } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { requestBuild, requestChain } from './request-build.js';

const request = {
  target: wireValue,
  opts: optional(unlessEmpty(wireValue)),
  priority: optional(unlessEmpty(castNumber)),
  channel: optional(unlessEmpty(nameOrId)),
};

export const requestMethods: Method[] = [
  method('build', {
    params: { src: checkedText, ...request },
    access: loggedIn,
    doc: 'Makes the task that builds a package for a target, and returns its id.',
    handler: (ctx, { src, opts, ...more }) => requestBuild(ctx, { source: src, options: opts, ...more }),
  }),
  method('chainBuild', {
    params: { srcs: list, ...request },
    access: loggedIn,
    doc: 'Makes the task that builds lists of packages, each with the results of those before. Returns its id.',
    handler: (ctx, { srcs, opts, ...more }) => requestChain(ctx, { sources: srcs, options: opts, ...more }),
  }),
];
