export { MailServer, type MailServerOptions, type Received } from './mail-server.js';
