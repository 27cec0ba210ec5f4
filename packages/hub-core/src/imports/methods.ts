import { loggedIn, permission } from '../auth/access.js';
import { withMaven } from '../build-types/index.js';
import { buildRef, castNumber, checkedText, integer, nameOrId, text, unlessEmpty } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { importUploadedRpm } from './import-uploaded-rpm.js';
import { mergeScratch } from './merge-scratch.js';
import { wrapperOptions, type WrapperOptions } from './readers/wrapper-options.js';
import { requestWrapper } from './request-wrapper.js';

const NO_OPTIONS: WrapperOptions = { apart: false, given: {} };

export const importsMethods: Method[] = [
  method('importRPM', {
    params: { path: text, basename: text },
    access: permission('admin'),
    doc: 'Imports an uploaded RPM: the folder below work, and its name. A source RPM makes its build.',
    handler: async (ctx, { path, basename }) => ({ ...(await importUploadedRpm(ctx, path, basename)) }),
  }),
  method('mergeScratch', {
    params: { task_id: integer },
    access: permission('admin'),
    doc: 'Imports what a scratch build has made for further arches into the build of the same source. Returns its id.',
    handler: (ctx, { task_id: id }) => mergeScratch(ctx, id),
  }),
  method('wrapperRPM', {
    params: {
      build: buildRef,
      url: checkedText,
      target: nameOrId,
      priority: optional(unlessEmpty(castNumber)),
      channel: optional(checkedText, 'maven'),
      opts: optional(unlessEmpty(wrapperOptions)),
    },
    access: withMaven(loggedIn),
    doc: 'Makes the task that wraps a complete build in RPMs, and returns its id.',
    handler: (ctx, { opts, ...request }) => requestWrapper(ctx, { ...request, options: opts ?? NO_OPTIONS }),
  }),
];
