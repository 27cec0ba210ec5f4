export { chunks } from './chunks.js';
export { listTaskOutput } from './task-output.js';
export { ownUpload } from './own-upload.js';
export { isInner, uploadedFile } from './uploaded-file.js';
