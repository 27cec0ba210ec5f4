import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** What stands before a hub and counts the requests. */
export interface CountingProxy {
  readonly url: string;
  /** How many requests there are while something is done. */
  during(act: () => Promise<unknown>): Promise<number>;
  close(): void;
}

/** Starts one. @param hub the URL of the hub's calls. */
export async function countingProxy(hub: string): Promise<CountingProxy> {
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    count += 1;
    const { method, headers, url } = incoming;
    const passed = request(new URL(url!, hub), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: new URL(new URL(hub).pathname, `http://127.0.0.1:${(server.address() as AddressInfo).port}`).href,
    async during(act) {
      const before = count;
      await act();
      return count - before;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
