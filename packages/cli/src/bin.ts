#!/usr/bin/env node
import { basename } from 'node:path';
import { runKoji } from './main.js';
import { processStreams, processStreamsWritten } from './output/process-streams.js';

const called = basename(process.argv[1] ?? '').replace(/\.m?[jt]s$/, '');
const stop = new AbortController();
process.once('SIGINT', () => {
  stop.abort();
  // A second Ctrl-C ends the program as if nobody listened.
  process.once('SIGINT', () => process.exit(130));
});
process.exitCode = await runKoji({
  argv: process.argv.slice(2),
  program: called === '' || called === 'bin' ? 'koji' : called,
  output: processStreams(),
  pluginStart: import.meta.dirname,
  interrupted: stop.signal,
});
await processStreamsWritten();
process.exit();
