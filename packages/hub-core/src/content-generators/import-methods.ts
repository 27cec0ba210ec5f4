import { AuthError, type GeneratorMetadata } from '@kojikit/protocol';
import { checkedText, text, type Members } from '../readers/index.js';
import { isStruct } from '../rpc/convert.js';
import { method, type Access, type Method } from '../rpc/method.js';
import { optional, type Reader } from '../rpc/reader.js';
import { importGeneratedBuild } from './import-generated-build.js';

/* Uploaded files are not looked at for somebody unknown. As which content generator a user may import is seen later. */
const somebody: Access = ({ session }) => {
  if (session.userId === undefined) throw new AuthError('Not logged-in');
};

const givenMetadata: Reader<Members | string | null, GeneratorMetadata | string | null> = (value) =>
  value === null || value === undefined || isStruct(value) ? (value ?? null) : checkedText(value);

export const generatedImportMethods: Method[] = [
  method('CGImport', {
    params: { metadata: givenMetadata, directory: text, token: optional(text) },
    access: somebody,
    doc:
      'Imports a build of a content generator and returns it. The metadata is a struct, JSON text, or the name of a file ' +
      'in the uploaded directory; the token is that of a reserved build.',
    handler: (ctx, given) => importGeneratedBuild(ctx, given),
  }),
];
