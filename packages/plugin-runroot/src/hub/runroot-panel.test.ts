import { createTestHub } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import runroot from '../hub.js';

describe('the panel of a runroot', () => {
  it('shows the command as it would be typed, and nothing for other tasks', async () => {
    const hub = await createTestHub({ plugins: [runroot] });
    const panels = async (params: unknown[], method = 'runroot') => {
      const { id } = await hub.rows.task({ method, params });
      return hub.anonymous.call<unknown[]>('listPanels', ['task', id]);
    };
    const command = (code: string) => [{ panel: 'runroot', title: 'Command', code }];
    expect(await panels(['f40', 'x86_64', ['sh', '-c', "echo 'a b'; exit 3"]])).toEqual(
      command("sh -c 'echo '\\''a b'\\''; exit 3'"),
    );
    expect(await panels(['f40', 'x86_64', 'uname -a'])).toEqual(command('uname -a'));
    expect(await panels(['f40', 'x86_64', 7])).toEqual([]);
    expect(await panels([1], 'sleep')).toEqual([]);
  });
});
