import { eachDatabase } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import { loadRecording, recordingNames } from './conformance/recording.js';
import { mended, others, passing, withPlugins } from './conformance/recordings.js';
import { replayRecording } from './conformance/replay-recording.js';
import { hubPlugin } from './hub-plugin.js';

// KOJIKIT_SCENARIO=04 runs the recordings of that prefix, listed as passing or not (`all`: every one);
// KOJIKIT_ENGINE=sqlite one engine only; KOJIKIT_SHOW=10 shows that many failing steps.
const wanted = process.env['KOJIKIT_SCENARIO'];
const show = Number(process.env['KOJIKIT_SHOW'] ?? 3);
const chosen = recordingNames().filter((name) =>
  wanted === undefined ? passing.includes(name) : wanted === 'all' || name.startsWith(wanted),
);

describe('the lists of recordings', () => {
  it('name each recording once', () => {
    expect([...passing, ...Object.keys(others)].sort()).toEqual(recordingNames());
  });
});

eachDatabase('recorded command lines', (open) => {
  for (const name of chosen) {
    it(name, { timeout: 300_000 }, async () => {
      const recording = loadRecording(name);
      const hub = await open({
        // The recordings were made with all plugins; those that are about one name it in the list.
        config: recording.hub_config.replace(/^Plugins *=.*$/m, 'Plugins = echo'),
        pluginConfig: recording.plugin_config ?? {},
        plugins: await Promise.all((withPlugins[name] ?? []).map(hubPlugin)),
      });
      const failures = await replayRecording(recording, hub, mended[name]);
      expect(failures.slice(0, show).join('\n'), `${failures.length} failing steps`).toBe('');
    });
  }
});
