import { anyone, loggedIn } from '../auth/access.js';
import { castNumber, expectText, isTrue, toInteger, toIntegerOrNull } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { checkUpload } from './check-upload.js';
import { listTaskOutput, readTaskOutput } from './task-output.js';
import { readTaskLog } from './read-task-log.js';
import { uploadFile } from './upload-file.js';

export const uploadsMethods: Method[] = [
  method('uploadFile', {
    params: [
      required('path'),
      required('name'),
      required('size'),
      required('md5sum'),
      required('offset'),
      required('data'),
      optional('volume'),
      optional('checksum'),
    ],
    access: loggedIn,
    doc: 'Uploads a file in base64 chunks. Raw uploads are faster.',
    handler: (ctx, { md5sum, checksum, ...call }) =>
      uploadFile(ctx, { ...call, checksum: checksum ?? md5sum }),
  }),
  method('checkUpload', {
    params: [required('path'), required('name'), optional('verify'), optional('tail'), optional('volume')],
    access: anyone,
    doc: 'Size, time and digest of an uploaded file, or nil when there is none.',
    handler: async (ctx, { path, name, verify, tail, volume }) => {
      const target = { folder: expectText(path), name: expectText(name), volume: volume ?? undefined };
      return (await checkUpload(ctx, target, verify, toIntegerOrNull(tail))) ?? null;
    },
  }),
  method('listTaskOutput', {
    params: [
      required('taskID'),
      optional('stat', false),
      optional('all_volumes', false),
      optional('strict', false),
    ],
    access: anyone,
    doc: 'The files that a task has uploaded.',
    handler: (ctx, { taskID, stat, all_volumes: allVolumes, strict }) =>
      listTaskOutput(ctx, castNumber(taskID), {
        stat: isTrue(stat),
        allVolumes: isTrue(allVolumes),
        strict: isTrue(strict),
      }),
  }),
  method('readTaskLog', {
    params: [
      required('task_id'),
      required('name'),
      optional('line'),
      optional('count', 1000),
      optional('volume'),
    ],
    access: anyone,
    doc: 'Lines of a file that a task has uploaded, from line on (the first is 1) or the last ones, as base64 text.',
    handler: (ctx, { task_id: id, name, line, count, volume }) =>
      readTaskLog(ctx, toInteger(id), expectText(name), {
        line: toIntegerOrNull(line),
        count: toInteger(count),
        volume,
      }),
  }),
  method('downloadTaskOutput', {
    params: [
      required('taskID'),
      required('fileName'),
      optional('offset', 0),
      optional('size', -1),
      optional('volume'),
    ],
    access: anyone,
    doc: 'Part of a file that a task has uploaded, as base64 text.',
    handler: (ctx, { taskID, fileName, offset, size, volume }) => {
      const range = { offset: toIntegerOrNull(offset) ?? 0, size: toInteger(size) };
      return readTaskOutput(ctx, toInteger(taskID), expectText(fileName), range, volume);
    },
  }),
];
