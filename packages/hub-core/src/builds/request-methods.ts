import { loggedIn } from '../auth/access.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { requestBuild } from './request-build.js';

export const requestMethods: Method[] = [
  method('build', {
    params: [
      required('src'),
      required('target'),
      optional('opts'),
      optional('priority'),
      optional('channel'),
    ],
    access: loggedIn,
    doc: 'Makes the task that builds a package for a target, and answers its id.',
    handler: (ctx, { src, opts, ...request }) =>
      requestBuild(ctx, { source: src, options: opts, ...request }),
  }),
];
