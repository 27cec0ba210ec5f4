import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { createClient, type Client } from '@kojikit/client';
import { machineArch, startSite, type Site } from '../../src/index.js';
import { openSiteFolder } from '../../src/site-folder.js';
import { programOf, runSource, type Ended } from '../run-source.js';
import { makeRootRepo } from './build-root-packages.js';

const KOJI = programOf('@kojikit/cli');

/** A site with a target `demo` whose build roots come from an external repo of RPMs that were made for it. */
export class PackagerSite {
  readonly arch = machineArch();
  readonly client: Client;

  private constructor(
    readonly folder: string,
    readonly site: Site,
    private readonly external: Server,
  ) {
    this.client = createClient({ url: `${site.url}/kojihub` });
  }

  static async start(): Promise<PackagerSite> {
    const folder = await mkdtemp(join(tmpdir(), 'kojikit-packager-'));
    await makeRootRepo(folder, machineArch());
    const external = await serveFolder(join(folder, 'external'));
    const directory = join(folder, 'site');
    await prepare(directory);
    const site = await startSite({ directory, listen: '127.0.0.1:0' });
    const made = new PackagerSite(folder, site, external);
    await made.makeTarget();
    return made;
  }

  async close(): Promise<void> {
    this.client.close();
    await this.site.close();
    this.external.closeAllConnections();
    await new Promise((resolve) => this.external.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The address of the folder `external`, from which everything is served. */
  get served(): string {
    const { port } = this.external.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** Types a command as the site's admin. */
  koji(...args: string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** Begins a command, for what happens meanwhile. */
  start(...args: string[]) {
    return runSource(KOJI, ['-c', this.site.folder.clientConfig, ...args]);
  }

  /** Types a command that has to succeed, and returns what it prints. */
  async must(...args: string[]): Promise<string> {
    const { code, output, errors } = await this.koji(...args);
    if (code !== 0) throw new Error(`koji ${args.join(' ')} ended with ${code}: ${errors}${output}`);
    return output;
  }

  /** A log of a task. */
  async log(task: number, name: string): Promise<string> {
    const text = await this.client.call('downloadTaskOutput', { taskID: task, fileName: name });
    return Buffer.from(String(text), 'base64').toString();
  }

  private async makeTarget(): Promise<void> {
    // Where tasks that wrap builds go.
    await this.must('add-host-to-channel', 'localbuilder', 'maven');
    await this.must('add-tag', '--arches', this.arch, 'demo');
    await this.must('add-tag', '--arches', this.arch, '--parent', 'demo', 'demo-build');
    await this.must('add-external-repo', '-t', 'demo-build', 'ext', `http://${this.served}/$arch/`);
    for (const group of ['build', 'srpm-build', 'wrapper-rpm-build']) {
      await this.must('add-group', 'demo-build', group);
      await this.must('add-group-pkg', 'demo-build', group, 'tinyroot');
    }
    await this.must('add-target', 'demo', 'demo-build', 'demo');
  }
}

/* The repositories that the tests serve may be built from; builds may be wrapped, which Koji does not take without Maven. */
async function prepare(directory: string): Promise<void> {
  const { builderConfig, hubConfig } = openSiteFolder(directory);
  await addLine(builderConfig, 'allowed_scms = 127.0.0.1*:/git/*:no:true');
  await addLine(hubConfig, 'EnableMaven = yes');
}

async function addLine(file: string, line: string): Promise<void> {
  await writeFile(file, `${(await readFile(file, 'utf8')).replace('\n', `\n${line}\n`)}`);
}

async function serveFolder(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
    stat(path).then(
      (found) => {
        if (!found.isFile()) return void response.writeHead(404).end();
        response.writeHead(200, { 'content-length': found.size });
        createReadStream(path).pipe(response);
      },
      () => void response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
