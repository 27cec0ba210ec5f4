export { readPanels } from './read-panels.js';
