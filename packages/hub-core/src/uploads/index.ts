export { checksum, isChecksumKind, type ChecksumKind } from './checksum.js';
export { chunks } from './chunks.js';
export { listTaskOutput, openTaskOutput } from './task-output.js';
export { readLastLines } from './read-task-log.js';
export { ownUpload } from './own-upload.js';
export { isInner, uploadedFile } from './uploaded-file.js';
