// Preloaded by a hub that is to be killed: it ends itself with SIGKILL in place of its Nth change of a file (KILL_AT).
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const CHANGES = [
  'link',
  'rename',
  'unlink',
  'symlink',
  'mkdir',
  'rm',
  'rmdir',
  'writeFile',
  'copyFile',
  'cp',
  'utimes',
];
const at = Number(process.env.KILL_AT);
let count = 0;
globalThis.countWrites = false;
for (const name of CHANGES) {
  const change = promises[name];
  promises[name] = function counted(...args) {
    if (globalThis.countWrites && (count += 1) === at) process.kill(process.pid, 'SIGKILL');
    return change.apply(this, args);
  };
}
syncBuiltinESMExports();
