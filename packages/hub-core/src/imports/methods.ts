import { permission } from '../auth/access.js';
import { text } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { importUploadedRpm } from './import-uploaded-rpm.js';

export const importsMethods: Method[] = [
  method('importRPM', {
    params: { path: text, basename: text },
    access: permission('admin'),
    doc: 'Imports an uploaded RPM: the folder below work, and its name. A source RPM makes its build.',
    handler: async (ctx, { path, basename }) => ({ ...(await importUploadedRpm(ctx, path, basename)) }),
  }),
];
