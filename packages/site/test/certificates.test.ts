import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createClient } from '@kojikit/client';
import { Authority, haveOpenssl } from '@kojikit/testing';
import { FIRST_TAG, machineArch, startSite } from '../src/index.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { programOf, runSource } from './run-source.js';

/** The data of a site behind a hub that speaks TLS itself, and an authority for everybody's certificates. */
async function siteWithCertificates() {
  const directory = await mkdtemp(join(tmpdir(), 'kojikit-certificates-test-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const site = await startSite({ directory, listen });
  await site.warm().finally(() => site.close());
  const { hubConfig, builderConfig, topdir, admin, builder } = site.folder;

  const authorityOf = async (name: string) => {
    await mkdir(join(directory, name));
    return new Authority(join(directory, name));
  };
  const authority = await authorityOf('authority');
  authority.issue('hub');
  const append = (file: string, lines: readonly string[]) =>
    writeFileSync(file, `${readFileSync(file, 'utf8')}${lines.join('\n')}\n`);
  append(hubConfig, [
    `SSLCert = ${authority.file('hub.pem')}`,
    `SSLKey = ${authority.file('hub.key')}`,
    `SSLClientCA = ${authority.certificate}`,
  ]);

  const url = `https://${listen}`;
  const addresses = [
    `server = ${url}/kojihub`,
    `topurl = ${url}/kojifiles`,
    `serverca = ${authority.certificate}`,
  ];
  append(builderConfig, addresses);
  const clientConfig = join(directory, 'certificates.conf');
  writeFileSync(
    clientConfig,
    ['[koji]', ...addresses, `topdir = ${topdir}`, 'authtype = ssl', ''].join('\n'),
  );

  const running = [
    runSource(programOf('@kojikit/hub-core'), ['--config', hubConfig, 'serve', '--listen', listen]),
  ];
  onTestFinished(async () => {
    for (const { child, ended } of running.reverse()) {
      child.kill('SIGTERM');
      await ended;
    }
    await rm(directory, { recursive: true, force: true });
  });
  const client = createClient({ url: `${url}/kojihub`, serverCa: authority.certificate });
  const answers = () =>
    client.call('getAPIVersion').then(
      () => true,
      () => false,
    );
  await eventually(answers, 'the hub answers');
  client.close();

  return {
    authority,
    stranger: await authorityOf('stranger'),
    admin: admin.name,
    builder: builder.name,
    koji: (certificate: string, ...args: string[]) =>
      runSource(programOf('@kojikit/cli'), ['-c', clientConfig, `--cert=${certificate}`, ...args]).ended,
    kojid(certificate: string, ...args: string[]) {
      const config = join(directory, 'kojid', `${running.length}.conf`);
      writeFileSync(config, `${readFileSync(builderConfig, 'utf8')}cert = ${certificate}\n`);
      const run = runSource(programOf('@kojikit/builder'), ['-c', config, ...args]);
      running.push(run);
      return run;
    },
  };
}

it('hub, builder and command line know each other by certificates', async ({ skip }) => {
  skip(!haveOpenssl, 'there is no openssl to make certificates with');
  const { authority, stranger, admin, builder, koji, kojid } = await siteWithCertificates();
  const adminPem = authority.issueForLogin(admin);

  const hello = await koji(adminPem, 'moshimoshi');
  expect(hello.output).toContain(`, ${admin}!`);
  expect(hello.output).toContain(`Authenticated via client certificate ${adminPem}`);

  // What another authority says of somebody counts for nothing.
  const forged = await koji(stranger.issueForLogin(admin), 'moshimoshi');
  expect(forged).toMatchObject({ code: 1, output: '' });
  expect(forged.errors).toContain('AuthError: could not verify client');
  const refused = await kojid(stranger.issueForLogin(builder)).ended;
  expect(refused).toMatchObject({
    code: 1,
    errors: expect.stringContaining('Unable to log in: could not verify client'),
  });

  kojid(authority.issueForLogin(builder));
  const done = await koji(adminPem, 'runroot', FIRST_TAG, machineArch(), 'echo', 'over', 'TLS');
  expect(done).toMatchObject({ code: 0, output: 'over TLS\n' });
}, 120_000);
