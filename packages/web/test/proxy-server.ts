import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Authority } from '@kojikit/testing';

const EXAMPLES = join(import.meta.dirname, '../../../packaging/proxies');
const NOBODY = 65_534;

/** A web server of Debian that our examples of configuration are for. */
export interface ProxyKind {
  readonly name: string;
  readonly example: string;
  isInstalled(): boolean;
  /** The configuration around the example. */
  around(folder: string): string;
  command(folder: string): [program: string, args: string[]];
}

export const nginx: ProxyKind = {
  name: 'nginx',
  example: 'nginx.conf',
  isInstalled: () => spawnSync('nginx', ['-v']).status === 0,
  around: (folder) =>
    [
      `pid ${folder}/pid;`,
      'daemon off;',
      'events {}',
      'http {',
      'access_log off;',
      ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${folder}/${name};`,
      ),
      `include ${folder}/koji.conf;`,
      '}',
    ].join('\n'),
  command: (folder) => [
    'nginx',
    ['-p', folder, '-c', join(folder, 'main.conf'), '-e', join(folder, 'errors')],
  ],
};

const MODULES = '/usr/lib/apache2/modules';
const NEEDED = ['mpm_event', 'authz_core', 'ssl', 'headers', 'proxy', 'proxy_http', 'filter', 'deflate'];

export const apache: ProxyKind = {
  name: 'Apache',
  example: 'apache.conf',
  isInstalled: () => spawnSync('apache2', ['-v']).status === 0,
  around: (folder) =>
    [
      ...NEEDED.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
      `ServerRoot ${folder}`,
      `PidFile ${folder}/pid`,
      `ErrorLog ${folder}/errors`,
      'ServerName koji.example.com',
      'Mutex pthread',
      'SSLSessionCache none',
      `Include ${folder}/koji.conf`,
    ].join('\n'),
  command: (folder) => ['apache2', ['-DFOREGROUND', '-f', join(folder, 'main.conf')]],
};

/**
 * Starts a web server with our example of its configuration, in which names, ports and files are exchanged for those of the test,
 * as a user without rights; it ends with the test. `authority` has a certificate `proxy`.
 * @param hub where the hub answers: `127.0.0.1:8080`.
 * @param topdir its KojiDir.
 * @returns where the web server answers.
 */
export async function startProxy(
  kind: ProxyKind,
  { hub, topdir, authority }: { hub: string; topdir: string; authority: Authority },
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kojikit-proxy-'));
  const port = await freePort();
  for (const [from, to] of [
    [authority.file('proxy.pem'), 'koji.example.com.pem'],
    [authority.file('proxy.key'), 'koji.example.com.key'],
    [authority.certificate, 'client-ca.pem'],
  ] as const) {
    copyFileSync(from, join(folder, to));
    chmodSync(join(folder, to), 0o644);
  }
  const listen = kind.example === 'apache.conf' ? `Listen 127.0.0.1:${port}\n` : '';
  const example = readFileSync(join(EXAMPLES, kind.example), 'utf8')
    .replaceAll('127.0.0.1:8080', hub)
    .replaceAll('/etc/kojikit', folder)
    .replaceAll('/mnt/koji', topdir)
    .replaceAll('*:443', `*:${port}`)
    .replaceAll('listen 443', `listen 127.0.0.1:${port}`);
  writeFileSync(join(folder, 'koji.conf'), `${listen}${example}`);
  writeFileSync(join(folder, 'main.conf'), `${kind.around(folder)}\n`);
  mkdirSync(join(folder, 'logs'));
  const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (process.getuid?.() === 0)
    for (const path of [folder, join(folder, 'logs')]) chownSync(path, NOBODY, NOBODY);
  const [program, args] = kind.command(folder);
  const child = spawn(program, args, { ...account, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (data: Buffer) => (words += data.toString()));
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error(`${program} has ended: ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return `https://127.0.0.1:${port}`;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
