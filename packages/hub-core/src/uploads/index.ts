export { chunks } from './chunks.js';
export { isInner, uploadedFile } from './uploaded-file.js';
