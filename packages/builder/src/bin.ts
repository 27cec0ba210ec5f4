#!/usr/bin/env node
import { runKojid } from './commands/run-kojid.js';

process.exitCode = await runKojid(process.argv.slice(2));
// Kept connections and idle timers must not keep a daemon that has ended.
process.exit();
