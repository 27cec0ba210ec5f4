import { createServer, type AddressInfo } from 'node:net';

/** A port of this machine that nobody listened on a moment ago, for programs that want to be told theirs. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
