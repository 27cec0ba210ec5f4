// A hub with pages as a process of its own, made to be killed: on a database that is there. Prints where it answers.
import { createHub, defaultHubConfig, serve } from '@kojikit/hub-core';
import webPages from '@kojikit/web/hub';

const [KojiDir, DBConnectionString] = process.argv.slice(2);
const config = defaultHubConfig({ KojiDir, DBConnectionString, LogLevel: 'CRITICAL' });
const hub = await createHub({ config, plugins: [webPages] });
const server = await serve(hub, { host: '127.0.0.1', port: 0 });
hub.start();
process.stdout.write(`${server.url}\n`);
