import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '@kojikit/protocol';
import { root } from '../packages/workspace.mjs';

/** Koji's faults with the words that stand above their classes. */
export function faultTable() {
  const source = readFileSync(join(root, 'packages/protocol/src/faults.ts'), 'utf8');
  return Object.fromEntries(
    Object.entries(FAULTS).map(([name, { code, base }]) => {
      const doc = new RegExp(`/\\*\\* ([^*]+) \\*/\nexport class ${name} `).exec(source)?.[1];
      if (doc === undefined) throw new Error(`the class ${name} has no words`);
      return [name, { code, base, doc }];
    }),
  );
}
