export { ensureHost } from './ensure-host.js';
