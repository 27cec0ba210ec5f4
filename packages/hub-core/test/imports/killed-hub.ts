import { utimes } from 'node:fs/promises';
import { createHub, loadHubConfig, readBody, type HubRequest } from '../../src/index.js';
import type { HubPlugin } from '../../src/plugin.js';

/* A hub in a process of its own that answers one request, or is killed while it does: see count-writes.mjs. */
const [file = '', topdir = '', given = ''] = process.argv.slice(2);
const { config } = loadHubConfig({ file });

/* Another change of a file, so that a kill also comes when everything is in place and nothing is committed. */
const beforeCommit: HubPlugin = {
  name: 'before-commit',
  on: { preCommit: () => utimes(topdir, new Date(), new Date()) },
};

const hub = await createHub({ config, plugins: [beforeCommit] });
const request = JSON.parse(given) as Omit<HubRequest, 'body'> & { body: string };
(globalThis as { countWrites?: boolean }).countWrites = true;
const answer = await hub.handle({ ...request, body: Buffer.from(request.body) });
(globalThis as { countWrites?: boolean }).countWrites = false;
process.stdout.write(await readBody(answer.body));
await hub.close();
