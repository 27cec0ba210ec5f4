import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A way to the hub that can be cut, in the middle of whatever is under way, and mended. */
export class FlakyProxy {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private cut = false;
  private seen = 0;
  private limit = Infinity;
  private whenCut: () => void = () => {};
  private whenRefused: () => void = () => {};

  private constructor(private readonly port: number) {
    this.server = createServer((client) => this.join(client));
  }

  static async start(hubUrl: string): Promise<{ proxy: FlakyProxy; url: string }> {
    const proxy = new FlakyProxy(Number(new URL(hubUrl).port));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.server.address() as AddressInfo;
    return { proxy, url: hubUrl.replace(/:\d+\//, `:${port}/`) };
  }

  /** Cuts the way once so many more bytes were sent to the hub. Resolves when that happened. */
  cutAfter(bytes: number): Promise<void> {
    this.limit = this.seen + bytes;
    return new Promise((resolve) => (this.whenCut = resolve));
  }

  /** Resolves when somebody tried the way in vain since it was cut. */
  refused(): Promise<void> {
    return new Promise((resolve) => (this.whenRefused = resolve));
  }

  mend(): void {
    this.cut = false;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    if (this.cut) {
      client.resetAndDestroy();
      return this.whenRefused();
    }
    const hub = connect(this.port, '127.0.0.1');
    for (const socket of [client, hub]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        hub.destroy();
      });
    }
    client.on('data', (data: Buffer) => {
      this.seen += data.length;
      if (this.seen >= this.limit) this.goDown();
    });
    client.pipe(hub);
    hub.pipe(client);
  }

  private goDown(): void {
    this.cut = true;
    this.limit = Infinity;
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.whenCut();
  }
}
