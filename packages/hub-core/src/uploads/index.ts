export { isInner, uploadedFile } from './uploaded-file.js';
