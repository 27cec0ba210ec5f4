import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSourcePackage, specText } from '../../../packages/site/test/packager/build-root-packages.ts';
import { eventually, must, run } from './programs.mjs';

const OPEN = 1;

/**
 * What a packager does on one hub with one builder, by Koji's command line. Everything it makes has names that begin with
 * `prefix`.
 */
export class BuildSteps {
  #site;
  #hub;
  #prefix;
  /** Status and top task of each step. */
  steps = [];

  constructor(site, hub, prefix) {
    this.#site = site;
    this.#hub = hub;
    this.#prefix = prefix;
  }

  async all() {
    await this.#makeTags();
    await this.#step('regen-repo', 'regen-repo', '--wait', this.#name('build'));
    await this.#step('build', 'build', '--wait', this.#name('dest'), await this.#source('plain'));
    await this.#step(
      'scratch',
      'build',
      '--wait',
      '--scratch',
      this.#name('dest'),
      await this.#source('arched', { arch: true }),
    );
    await this.#step(
      'arch build',
      'build',
      '--wait',
      this.#name('dest'),
      await this.#source('arched', { arch: true }),
    );
    await this.#step('git', 'build', '--wait', this.#name('dest'), await this.#repository('checked'));
    await this.#step('draft', 'build', '--wait', '--draft', this.#name('dest'), await this.#source('draft'));
    await this.#step('again', 'build', '--wait', this.#name('dest'), await this.#source('plain'));
    await this.#step(
      'fails',
      'build',
      '--wait',
      this.#name('dest'),
      await this.#source('broken', { build: 'false' }),
    );
    await this.#step(
      'needs what is not there',
      'build',
      '--wait',
      '--scratch',
      this.#name('dest'),
      await this.#source('needy', { buildRequires: ['nothing-like-it'] }),
    );
    await this.#step(
      'unknown package',
      'build',
      '--wait',
      this.#name('dest'),
      await this.#source('unlisted'),
    );
    await this.#canceled();
    await this.#step(
      'chain',
      'chain-build',
      '--wait',
      this.#name('dest'),
      await this.#repository('first'),
      ':',
      await this.#repository('second', { buildRequires: [this.#name('first')] }),
    );
    await this.#step(
      'wait-repo',
      'wait-repo',
      '--timeout',
      '2',
      '--build',
      `${this.#name('first')}-1.0-1`,
      this.#name('build'),
    );
    await this.#step('tag', 'tag-build', '--wait', this.#name('other'), `${this.#name('plain')}-1.0-1`);
    await this.#step(
      'move',
      'move-build',
      '--wait',
      this.#name('dest'),
      this.#name('other'),
      `${this.#name('checked')}-1.0-1`,
    );
    // Drafts are in the one, none in the other.
    await this.#step(
      'dist-repo of drafts',
      'dist-repo',
      '--wait',
      '--allow-missing-signatures',
      this.#name('dest'),
    );
    await this.#step('dist-repo', 'dist-repo', '--wait', '--allow-missing-signatures', this.#name('other'));
    await this.#step('resubmit of what was canceled', 'resubmit', '--wait', String(this.#taskOf('cancel')));
  }

  async #makeTags() {
    const koji = (...words) => this.#must(...words);
    for (const tag of ['dest', 'other']) await koji('add-tag', '--arches', 'x86_64', this.#name(tag));
    await koji('add-tag', '--arches', 'x86_64', '--parent', this.#name('dest'), this.#name('build'));
    await koji(
      'add-external-repo',
      '-t',
      this.#name('build'),
      this.#name('ext'),
      `${this.#site.externalUrl}/$arch/`,
    );
    for (const group of ['build', 'srpm-build']) {
      await koji('add-group', this.#name('build'), group);
      await koji('add-group-pkg', this.#name('build'), group, 'tinyroot');
    }
    await koji('add-target', this.#name('dest'), this.#name('build'), this.#name('dest'));
    const packages = ['plain', 'arched', 'checked', 'draft', 'broken', 'slow', 'first', 'second'].map(
      (name) => this.#name(name),
    );
    for (const tag of ['dest', 'other'])
      await koji('add-pkg', '--owner', 'kojiadmin', this.#name(tag), ...packages);
    await koji('add-notification', '--user', 'kojiadmin', '--tag', this.#name('dest'));
  }

  /* Canceled once a build root is at work. */
  async #canceled() {
    const source = await this.#source('slow', { build: 'sleep 120' });
    const words = await this.#must('build', '--nowait', this.#name('dest'), source);
    const task = Number(/Created task: (\d+)/.exec(words)?.[1]);
    await eventually(
      'the task buildArch that is to be canceled',
      async () => {
        const [row] = await this.#site.query(
          `SELECT 1 FROM task JOIN buildroot ON true JOIN standard_buildroot s ON s.buildroot_id = buildroot.id AND s.task_id = task.id
         WHERE parent = $1 AND method = 'buildArch' AND task.state = $2 AND s.state = 2`,
          [task, OPEN],
        );
        return row !== undefined;
      },
      120,
    );
    const { status } = await this.#koji('cancel', String(task));
    this.steps.push({ name: 'cancel', status, task });
  }

  async #step(name, ...words) {
    const before = await this.#lastTask();
    const { status } = await this.#koji(...words);
    const task = await this.#lastTask(name === 'regen-repo');
    this.steps.push({ name, status, task: task === before ? undefined : task });
  }

  /* The last task that somebody asked for. */
  async #lastTask(withRepos = false) {
    const besides = ['buildNotification', 'tagNotification', ...(withRepos ? [] : ['newRepo'])];
    const [{ id }] = await this.#site.query(
      'SELECT max(id) AS id FROM task WHERE parent IS NULL AND NOT method = ANY ($1)',
      [besides],
    );
    return id ?? undefined;
  }

  #taskOf(step) {
    return this.steps.find(({ name }) => name === step)?.task;
  }

  #name(part) {
    return `${this.#prefix}-${part}`;
  }

  #command(words) {
    const { python, checkout, urls, topurl, kojiDir } = this.#site;
    return [
      ...[
        python,
        join(checkout, 'cli/koji'),
        '--config',
        join(this.#site.folder, 'koji.conf'),
        '--server',
        urls[this.#hub],
      ],
      ...[
        '--topurl',
        topurl,
        '--topdir',
        kojiDir,
        '--authtype',
        'password',
        '--user',
        'kojiadmin',
        '--password',
        'pw',
      ],
      ...words,
    ];
  }

  #koji(...words) {
    return run(this.#command(words), { env: this.#site.pythonEnvironment });
  }

  #must(...words) {
    return must(this.#command(words), { env: this.#site.pythonEnvironment });
  }

  #source(name, spec = {}) {
    return makeSourcePackage(join(this.#site.folder, 'sources', this.#prefix), {
      name: this.#name(name),
      ...spec,
    });
  }

  /* A repository with a spec file, as a builder checks it out over HTTP. */
  async #repository(name, spec = {}) {
    const full = this.#name(name);
    const folder = join(this.#site.folder, 'git', full);
    mkdirSync(folder, { recursive: true });
    const git = (...words) =>
      must([
        'git',
        '-C',
        folder,
        '-c',
        'user.name=Packager',
        '-c',
        'user.email=packager@example.com',
        ...words,
      ]);
    await git('init', '-q');
    writeFileSync(join(folder, `${full}.spec`), specText({ name: full, ...spec }));
    await git('add', '.');
    await git('commit', '-q', '-m', 'First version', '--date', '2026-11-02T00:00:00Z');
    await git('update-server-info');
    const commit = (await git('rev-parse', 'HEAD')).trim();
    return `git+http://127.0.0.1:${this.#site.ports.files}/git/${full}/.git#${commit}`;
  }
}
