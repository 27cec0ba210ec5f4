import { anyone, loggedIn } from '../auth/access.js';
import { castNumber, checkedText, flag, integer, nameOrId, nilOr, unlessEmpty } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { asText, checksumKind, contents, digest } from './readers/uploads.js';
import { checkUpload } from './check-upload.js';
import { listTaskOutput, readTaskOutput } from './task-output.js';
import { readTaskLog } from './read-task-log.js';
import { uploadFile } from './upload-file.js';

/** The volume that a task's files are on; what counts as nothing is the default one. */
const outputVolume = unlessEmpty(nameOrId);

export const uploadsMethods: Method[] = [
  method('uploadFile', {
    params: {
      path: asText,
      name: asText,
      size: nilOr(integer),
      md5sum: nilOr(digest),
      offset: integer,
      data: contents,
      volume: optional(asText),
      checksum: optional(digest),
    },
    access: loggedIn,
    doc: 'Uploads a file in base64 chunks. Raw uploads are faster.',
    handler: (ctx, { md5sum, checksum, ...call }) =>
      uploadFile(ctx, { ...call, checksum: checksum ?? md5sum }),
  }),
  method('checkUpload', {
    params: {
      path: checkedText,
      name: checkedText,
      verify: optional(checksumKind),
      tail: optional(integer),
      volume: optional(asText),
    },
    access: anyone,
    doc: 'Size, time and digest of an uploaded file, or nil when there is none.',
    handler: async (ctx, { path, name, verify, tail, volume }) => {
      const target = { folder: path, name, volume: volume ?? undefined };
      return (await checkUpload(ctx, target, verify, tail)) ?? null;
    },
  }),
  method('listTaskOutput', {
    params: { taskID: castNumber, stat: flag(false), all_volumes: flag(false), strict: flag(false) },
    access: anyone,
    doc: 'The files that a task has uploaded.',
    handler: (ctx, { taskID, stat, all_volumes: allVolumes, strict }) =>
      listTaskOutput(ctx, taskID, { stat, allVolumes, strict }),
  }),
  method('readTaskLog', {
    params: {
      task_id: integer,
      name: checkedText,
      line: optional(integer),
      count: optional(integer, 1000),
      volume: optional(outputVolume),
    },
    access: anyone,
    doc: 'Lines of a file that a task has uploaded, from line on (the first is 1) or the last ones, as base64 text.',
    handler: (ctx, { task_id: id, name, line, count, volume }) =>
      readTaskLog(ctx, id, name, { line, count, volume }),
  }),
  method('downloadTaskOutput', {
    params: {
      taskID: integer,
      fileName: checkedText,
      offset: optional(nilOr(integer), 0),
      size: optional(integer, -1),
      volume: optional(outputVolume),
    },
    access: anyone,
    doc: 'Part of a file that a task has uploaded, as base64 text.',
    handler: (ctx, { taskID, fileName, offset, size, volume }) =>
      readTaskOutput(ctx, taskID, fileName, { offset: offset ?? 0, size }, volume),
  }),
];
