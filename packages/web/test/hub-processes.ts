import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestHub } from '@kojikit/testing';
import { onTestFinished } from 'vitest';
import { bundledProgram } from '@kojikit/testing/bundled-program';

/** A hub in a process of its own. */
export interface HubProcess {
  /** `http://127.0.0.1:1234` */
  readonly url: string;
  /** kill -9, as a machine that loses its power. */
  kill(): Promise<void>;
}

/** Starts another hub on the database and the files of a hub on PostgreSQL; it ends with the test. */
export async function hubProcess({ topdir, connectionString }: TestHub): Promise<HubProcess> {
  if (connectionString === undefined) throw new Error('no other process sees a database in memory');
  const program = await bundledProgram(join(import.meta.dirname, 'hub-process.ts'));
  const child = spawn(process.execPath, [program, topdir, connectionString], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => kill(child));
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the hub has ended with ${code}`))),
  ])) as [Buffer];
  return { url: line.toString().trim(), kill: () => kill(child) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** What stands before several hubs: visitors go to one address, and from there to one hub at a time. */
export interface Balancer {
  readonly url: string;
  /** Where connections go from now on. */
  lead(url: string): void;
}

/** Starts one that leads to a hub; it ends with the test. */
export async function balancer(first: string): Promise<Balancer> {
  let port = portOf(first);
  const server = createServer((visitor) => {
    const hub = connect(port, '127.0.0.1');
    visitor.pipe(hub).pipe(visitor);
    const end = () => {
      visitor.destroy();
      hub.destroy();
    };
    for (const side of [visitor, hub]) side.on('error', end).on('close', end);
    onTestFinished(end);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead: (url) => (port = portOf(url)),
  };
}

const portOf = (url: string) => Number(new URL(url).port);
