export { createPages, type Pages, type PagesOptions } from './pages.js';
export type { Answer, HubConnection, HubSession, Proof } from './hub/connection.js';
export { servePages, type RunningPages, type ServePagesOptions } from './commands/serve-pages.js';
export type { PagesTls } from './commands/visitor-certificate.js';
