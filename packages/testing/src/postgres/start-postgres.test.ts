import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { skipWithout } from '../engines.js';
import { administer } from './databases.js';
import { startPostgres } from './start-postgres.js';

const answers = (url: string) =>
  new Promise<boolean>((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname)
      .once('connect', () => resolve(true) === undefined && socket.destroy())
      .once('error', () => resolve(false));
  });

describe('a PostgreSQL of our own', () => {
  beforeEach((running) => skipWithout('postgresql', running));

  it('answers until it is stopped', async () => {
    const server = await startPostgres();
    if ('why' in server) throw new Error(server.why);
    const rows = await administer(server.url, (client) => client.query('SELECT 1 + 1 AS sum'));
    expect(rows.rows).toEqual([{ sum: 2 }]);
    await server.stop();
    expect(await answers(server.url)).toBe(false);
  });

  it('ends when its holder is killed', async () => {
    const module = fileURLToPath(new URL('./start-postgres.ts', import.meta.url));
    const program = `const { startPostgres } = await import(${JSON.stringify(module)});
      console.log((await startPostgres()).url); setInterval(() => undefined, 1000);`;
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const holder = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(createInterface({ input: holder.stdout }), 'line')) as [string];
    expect(await answers(url)).toBe(true);
    holder.kill('SIGKILL');
    const deadline = Date.now() + 10_000;
    while ((await answers(url)) && Date.now() < deadline) await sleep(50);
    expect(await answers(url)).toBe(false);
  });
});
