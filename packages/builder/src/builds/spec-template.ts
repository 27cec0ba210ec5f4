import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { BuildError } from '@kojikit/protocol';
import { capture } from '../process/capture.js';
import { describeExit, succeeded } from '../process/exit-status.js';
import type { Task } from '../tasks/task.js';

const ENDING = '.spec.tmpl';
const LOG = 'template.log';
/** Cheetah is a Python library of the distribution, whatever else is called python3 here. */
const PYTHON = ['/usr/bin/python3', '-I', '-c'];

const RENDER = `
import json, sys
from Cheetah.Template import Template
template, values, spec = sys.argv[1:]
with open(values, encoding='utf-8') as file:
    names = json.load(file)
text = Template(file=template, searchList=[names]).respond()
with open(spec, 'wb') as file:
    file.write(text.encode('utf-8'))
`;

/** Throws BuildError if templates cannot be rendered on this host, with what has to be installed. */
export async function assertCheetah(): Promise<void> {
  const { status } = await capture([...PYTHON, 'import Cheetah.Template']);
  if (succeeded(status)) return;
  throw new BuildError(
    'wrapperRPM needs Cheetah on the builder: install python3-cheetah (python3-cheetah3 on some distributions) for /usr/bin/python3',
  );
}

/**
 * The template in a folder or below it. Of several in one folder it is the first by name, and of folders the last one that
 * has any, with what lies below a folder after the folder itself. Links are no templates. Undefined if there is none.
 */
export async function findTemplate(folder: string): Promise<string | undefined> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const own = entries.find((entry) => entry.isFile() && entry.name.endsWith(ENDING));
  let found = own && join(folder, own.name);
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name === '.git') continue;
    found = (await findTemplate(join(folder, entry.name))) ?? found;
  }
  return found;
}

/**
 * Renders a template of a checkout to the spec file beside it, and returns that file's path. A template is a program: it
 * runs confined, and finds the folder that it lies in as its own. Throws BuildError if it fails.
 */
export async function renderTemplate(
  task: Task<unknown>,
  template: string,
  values: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = dirname(template);
  const spec = template.slice(0, -'.tmpl'.length);
  // One that came with the checkout, or a link of that name.
  await rm(spec, { recursive: true, force: true });
  const shown = '/builddir/shown';
  const status = await task.runConfined(
    [...PYTHON, RENDER, join(shown, relative(folder, template)), '/builddir/values', '/builddir/spec'],
    {
      shown: folder,
      cwd: shown,
      files: { values: JSON.stringify(values) },
      log: LOG,
      result: { name: 'spec', file: spec },
    },
  );
  if (succeeded(status)) return spec;
  const name = basename(template);
  const message = lastLine(await readFile(join(task.workDir, LOG), 'utf8').catch(() => ''));
  throw new BuildError(
    `error rendering ${name}, ${describeExit(status, 'Cheetah')}${message && `: ${message}`}; see ${LOG} for more information`,
  );
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').pop()?.slice(0, 500) ?? '';
}
