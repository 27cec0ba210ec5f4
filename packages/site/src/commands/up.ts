import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { stopSignal } from '@kojikit/command-line';
import { machineArch } from '@kojikit/hub-core';
import { FIRST_TAG, TARGET } from '../first-data.js';
import { startSite, type Site, type SiteOptions } from '../start-site.js';

/** `kojikit up`: starts a site, says what to try, and ends it on Ctrl-C. A second one ends it at once. */
export async function up(options: Pick<SiteOptions, 'directory' | 'listen'>): Promise<number> {
  const asked = stopSignal();
  const site = await startSite({ ...options, progress: (line) => process.stderr.write(`${line} …\n`) });
  process.stdout.write(welcome(site));
  await asked;
  process.stderr.write('Ending; tasks at work are given back …\n');
  await site.close();
  return 0;
}

function welcome({ url, folder }: Site): string {
  const config = relative(process.cwd(), folder.clientConfig) || folder.clientConfig;
  const koji = `npx koji -c ${config}`;
  return `
A Koji site is running.

  pages     ${url}/koji
  hub       ${url}/kojihub
  files     ${url}/kojifiles
  data      ${folder.path}
  accounts  ${folder.admin.name} (admin) and ${folder.builder.name} (builder); passwords in passwords.conf there

Try:
  ${koji} list-tags
  ${koji} runroot --watch ${FIRST_TAG} ${machineArch()} uname -a
  ${koji} list-hosts

${buildHint(koji)}

Ctrl-C ends the site; the next start finds its data again.
`;
}

/* The build roots of a new site show the programs of this machine: packages are built with its rpmbuild. */
function buildHint(koji: string): string {
  if (!existsSync('/usr/bin/rpmbuild')) {
    return 'To build packages, install rpmbuild (the package rpm on Debian, rpm-build on Fedora).';
  }
  return `Build a package, here one called hello:
  ${koji} add-pkg --owner admin ${TARGET} hello
  ${koji} build ${TARGET} hello-1.0-1.src.rpm`;
}
