export { assertGenerator } from './access.js';
