export { createHub, type Hub, type HubOptions } from './hub.js';
export { serve, type RunningServer } from './http/server.js';
export { parseListen, type Listen } from './http/listen-address.js';
export * from './config/index.js';
export { openDatabase, type DatabaseConnection } from './db/open-database.js';
export { asHub } from './rpc/as-hub.js';
export type { HubRequest, HubResponse } from './rpc/hub-request.js';
export { PluginError } from './plugins/load-plugins.js';
export * from './plugin.js';
