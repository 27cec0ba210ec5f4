import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { send } from './served-hub.js';

/** Milliseconds between two looks at `/readyz`. */
const LOOK_EVERY = 100;

/**
 * A balancer of connections: each goes to a hub that says it is ready, in turns, and to the next one where it cannot be made. It
 * knows nothing of requests, and ends with the test.
 */
export class Balancer {
  private readonly ready = new Set<string>();
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private turn = 0;
  private stopped = false;

  private constructor(private readonly origins: () => readonly string[]) {
    this.server = createServer((client) => this.forward(client, this.choice()));
  }

  /** @param origins where hubs answer, or have answered. */
  static async start(origins: () => readonly string[]): Promise<Balancer> {
    const balancer = new Balancer(origins);
    onTestFinished(() => balancer.stop());
    await new Promise<void>((resolve) => balancer.server.listen(0, '127.0.0.1', resolve));
    await balancer.look();
    void balancer.watch();
    return balancer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many hubs it sends connections to. */
  get readyHubs(): number {
    return this.ready.size;
  }

  private choice(): string[] {
    const ready = [...this.ready];
    const first = this.turn++ % Math.max(1, ready.length);
    return [...ready.slice(first), ...ready.slice(0, first)];
  }

  private forward(client: Socket, [origin, ...others]: string[]): void {
    this.keep(client);
    if (origin === undefined) return void client.destroy();
    const { hostname, port } = new URL(origin);
    const hub = connect(Number(port), hostname);
    hub.once('error', () => this.forward(client, others));
    hub.once('connect', () => {
      this.keep(hub);
      hub.removeAllListeners('error');
      for (const [from, to] of [
        [hub, client],
        [client, hub],
      ] as const) {
        from.pipe(to);
        from.on('error', () => to.destroy()).on('close', () => to.end());
      }
    });
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }

  private async watch(): Promise<void> {
    while (!this.stopped) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      await this.look();
    }
  }

  private async look(): Promise<void> {
    const known = this.origins();
    for (const origin of this.ready) if (!known.includes(origin)) this.ready.delete(origin);
    await Promise.all(
      known.map(async (origin) => {
        const status = await send(`${origin}/readyz`).then(
          (response) => (response.resume(), response.statusCode),
          () => undefined,
        );
        if (status === 200) this.ready.add(origin);
        else this.ready.delete(origin);
      }),
    );
  }

  private stop(): void {
    this.stopped = true;
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}
