// Wall time of `koji build --scratch` of a tiny noarch package on a warm site, less that of rpmbuild itself, and of
// `koji chain-build` of three packages that need each other. Needs rpmbuild, createrepo_c, dnf and git; run it with
// `node --conditions=@kojikit/source --import tsx bench/builds.mjs`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSourcePackage, specText } from '../packages/site/test/packager/build-root-packages.ts';
import { PackagerSite } from '../packages/site/test/packager/packager-site.ts';
import { line } from './lib/rate.mjs';

const RUNS = 5;

/** Seconds that something takes. */
async function seconds(body) {
  const started = performance.now();
  await body();
  return (performance.now() - started) / 1000;
}

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** Serves a git repository with one spec file, and answers the URL of its commit. */
function gitRepository(here, spec) {
  const path = join(here.folder, 'work', spec.name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, `${spec.name}.spec`), specText(spec));
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Packager', '-c', 'user.email=packager@example.com', ...args], {
      cwd: path,
      encoding: 'utf8',
    });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'First version');
  const bare = join(here.folder, 'external/git', `${spec.name}.git`);
  git('clone', '-q', '--bare', path, bare);
  git('-C', bare, 'update-server-info');
  return `git+http://${here.served}/git/${spec.name}.git#${git('rev-parse', 'HEAD').trim()}`;
}

const here = await PackagerSite.start();
try {
  const source = await makeSourcePackage(here.folder, { name: 'hello' });
  const topdir = join(here.folder, 'alone');
  const alone = [];
  const built = [];
  await here.must('build', '--wait', '--scratch', 'demo', source);
  for (let run = 0; run < RUNS; run += 1) {
    alone.push(
      await seconds(() =>
        execFileSync('rpmbuild', ['--rebuild', '--quiet', '--define', `_topdir ${topdir}`, source]),
      ),
    );
    built.push(await seconds(() => here.must('build', '--wait', '--scratch', 'demo', source)));
  }
  const shown = (value) => `${value.toFixed(2)} s`;
  console.log(line('rpmbuild --rebuild alone', shown(median(alone))));
  console.log(line('koji build --scratch', shown(median(built))));
  console.log(line('what the site adds', shown(median(built) - median(alone))));

  await here.must('add-pkg', '--owner', 'admin', 'demo', 'one', 'two', 'three');
  const chain = [
    gitRepository(here, { name: 'one' }),
    ':',
    gitRepository(here, { name: 'two', buildRequires: ['one'] }),
    ':',
    gitRepository(here, { name: 'three', buildRequires: ['two'] }),
  ];
  console.log(
    line(
      'koji chain-build of three',
      shown(await seconds(() => here.must('chain-build', '--wait', 'demo', ...chain))),
    ),
  );
} finally {
  await here.close();
}
