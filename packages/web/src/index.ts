export { createPages, type Pages, type PagesOptions } from './pages.js';
export type { Answer, HubConnection, HubSession } from './hub/connection.js';
export { servePages, type RunningPages, type ServePagesOptions } from './commands/serve-pages.js';
