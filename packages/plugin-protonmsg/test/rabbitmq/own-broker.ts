import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether RabbitMQ is installed here. */
export const haveRabbit = spawnSync('which', ['rabbitmq-server']).status === 0;

export interface OwnBroker {
  readonly port: number;
  readonly tlsPort: number;
  stop(): Promise<void>;
}

/** PEM files for a broker that takes clients with certificates. */
export interface BrokerCertificates {
  readonly ca: string;
  readonly cert: string;
}

/** A RabbitMQ node of its own, with AMQP 1.0, folders and ports of its own; it stops with `stop`. */
export async function startOwnBroker({ ca, cert }: BrokerCertificates): Promise<OwnBroker> {
  const folder = await mkdtemp(join(tmpdir(), 'kojikit-rabbit-'));
  const [port, tlsPort, distribution] = await freePorts(3);
  await writeFile(join(folder, 'enabled_plugins'), '[rabbitmq_amqp1_0,rabbitmq_auth_mechanism_ssl].\n');
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    `listeners.tcp.1 = 127.0.0.1:${port}
listeners.ssl.1 = 127.0.0.1:${tlsPort}
ssl_options.cacertfile = ${ca}
ssl_options.certfile = ${cert}
ssl_options.keyfile = ${cert}
ssl_options.verify = verify_peer
ssl_options.fail_if_no_peer_cert = true
auth_mechanisms.1 = PLAIN
auth_mechanisms.2 = ANONYMOUS
`,
  );
  const child = spawn('/usr/lib/rabbitmq/bin/rabbitmq-server', [], {
    stdio: 'ignore',
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      RABBITMQ_NODENAME: `kojikit${port}@localhost`,
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
      RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'data'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
    },
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const exited = once(child, 'exit');
      // The group: the server is a shell that has started Erlang.
      process.kill(-child.pid, 'SIGKILL');
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(tlsPort, () => child.exitCode);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, tlsPort, stop };
}

async function listening(port: number, exitCode: () => number | null): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    if (exitCode() !== null) throw new Error(`rabbitmq-server ended with ${exitCode()}`);
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('rabbitmq-server did not listen within 90 seconds');
}

async function freePorts(count: number): Promise<[number, number, number]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports as [number, number, number];
}
