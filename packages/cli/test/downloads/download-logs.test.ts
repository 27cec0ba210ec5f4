import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PathInfo, TASK_STATES } from '@kojikit/protocol';
import { eachDatabase } from '@kojikit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { koji } from '../following/koji-run.js';

const LINE = 'a line of a log that says nothing else\n';

eachDatabase('the logs of a task', (open) => {
  it('are saved whole, and continued where an earlier download ended', async () => {
    const hub = await open();
    const { id } = await hub.rows.task({ state: TASK_STATES.CLOSED });
    const output = join(hub.topdir, 'work', new PathInfo(hub.topdir).taskRelative(id));
    mkdirSync(output, { recursive: true });
    writeFileSync(join(output, 'build.log'), LINE.repeat(10_000));
    writeFileSync(join(output, 'empty.log'), '');
    const folder = mkdtempSync(join(tmpdir(), 'koji-logs-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const saved = join(folder, `noarch-${id}`);
    const save = async (...options: string[]): Promise<string> => {
      const run = koji(await hub.listen(), ['download-logs', '-d', folder, ...options, String(id)]);
      expect(await run.exit, run.stderr()).toBe(0);
      expect(readdirSync(saved).sort()).toEqual(['build.log', 'empty.log']);
      return run.stdout();
    };
    expect(await save()).toContain(`Downloading: ${saved}/build.log\n`);
    expect(readFileSync(join(saved, 'build.log'), 'utf8')).toBe(LINE.repeat(10_000));

    appendFileSync(join(output, 'build.log'), 'the end\n');
    expect(await save('-c')).toBe(`Continuing: ${saved}/build.log\nContinuing: ${saved}/empty.log\n`);
    expect(readFileSync(join(saved, 'build.log'), 'utf8')).toBe(`${LINE.repeat(10_000)}the end\n`);
  });
});
