import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A door before a hub that counts who comes through it, and that can be shut. */
export class Relay {
  /** Connections that are open right now. */
  readonly open = new Set<Socket>();
  /** Connections that there were so far. */
  connections = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(hubUrl: string): Promise<Relay> {
    const target = new URL(hubUrl);
    const server = createServer((socket) => {
      relay.connections++;
      if (relay.isShut) {
        socket.destroy();
        return;
      }
      relay.open.add(socket);
      const behind = connect(Number(target.port), target.hostname);
      socket.pipe(behind).pipe(socket);
      const end = () => {
        relay.open.delete(socket);
        socket.destroy();
        behind.destroy();
      };
      for (const side of [socket, behind]) side.on('error', end).on('close', end);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const relay = new Relay(server, `http://127.0.0.1:${port}${target.pathname}`);
    return relay;
  }

  /** Shut: who knocks is turned away at once, and who was inside is thrown out. */
  isShut = false;

  shut(): void {
    this.isShut = true;
    for (const socket of this.open) socket.destroy();
  }

  /** Waits until nobody is inside any more. */
  async empty(): Promise<void> {
    while (this.open.size > 0) await once([...this.open][0]!, 'close');
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
