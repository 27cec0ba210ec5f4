import { readFile } from 'node:fs/promises';
import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';
import protonmsg from '../src/hub.js';

const METRIC = /\b(?:kojihub|protonmsg|process|nodejs)_[a-z0-9_]+/g;

async function metricsOf(path: string): Promise<Set<string>> {
  const text = await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');
  return new Set(text.match(METRIC)?.map((name) => name.replace(/_(?:bucket|count|sum)$/, '')));
}

it('has every metric that the rules and the page on monitoring name, and the page names every one of ours', async () => {
  const hub = await createTestHub({ plugins: [protonmsg] });
  const answer = await fetch(new URL('/metrics', await hub.listen()));
  const shown = new Set([...(await answer.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? ''));
  // Only a hub of several processes has this one.
  shown.add('kojihub_workers');
  const page = await metricsOf('docs/operate/monitoring.md');
  for (const name of [...(await metricsOf('packaging/monitoring/alerts.yaml')), ...page])
    expect(shown).toContain(name);
  expect(page.size).toBeGreaterThan(0);
  for (const name of shown) if (/^(?:kojihub|protonmsg)_/.test(name)) expect(page).toContain(name);
});
