import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What came of a request. @typedef {{ status: number, bytes: number, length: string | null, milliseconds: number }} Asked */

/** Asks for pages from a process of its own, so that what asking costs is not counted as the hub's. One at a time. */
export class Asker {
  #child = fork(fileURLToPath(import.meta.url), [], { execArgv: [] });

  /**
   * @param {string} url
   * @param {RequestInit} init
   * @returns {Promise<Asked>}
   */
  async ask(url, init = {}) {
    const answer = once(this.#child, 'message');
    this.#child.send({ url, init });
    return (await answer)[0];
  }

  end() {
    this.#child.disconnect();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on('message', async ({ url, init }) => {
    const start = performance.now();
    const response = await fetch(url, init);
    const { byteLength: bytes } = await response.arrayBuffer();
    const milliseconds = performance.now() - start;
    process.send({
      status: response.status,
      bytes,
      length: response.headers.get('content-length'),
      milliseconds,
    });
  });
  process.on('disconnect', () => process.exit());
}
