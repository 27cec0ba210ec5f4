import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename } from 'node:path';

/**
 * A registry of our packed packages alone, for the scope `@kojikit`: with it `npm install @kojikit/cli` and
 * `npx @kojikit/site` do in a test what they will do once the packages are published.
 */
export async function startScopeRegistry(packages, packed) {
  const tarballs = new Map(
    [...packed.values()].map(({ tarball }) => [`/tarballs/${basename(tarball)}`, tarball]),
  );
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://registry').pathname);
    const tarball = tarballs.get(path);
    if (tarball !== undefined) return createReadStream(tarball).pipe(response);
    const found = packages.find(({ manifest }) => path === `/${manifest.name}`);
    if (found === undefined) return response.writeHead(404).end('{}');
    const { tarball: file } = packed.get(found.manifest.name);
    const dist = {
      tarball: `${url}tarballs/${basename(file)}`,
      integrity: `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`,
    };
    const { name, version } = found.manifest;
    const versions = { [version]: { ...found.manifest, dist } };
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  return { url, close: () => new Promise((resolve) => server.close(resolve)) };
}
