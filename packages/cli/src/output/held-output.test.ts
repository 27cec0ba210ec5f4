import { expect, it } from 'vitest';
import { HeldOutput } from './held-output.js';
import { Terminal } from './terminal.js';

it('keeps what is written until it is released, and passes on what comes later', () => {
  let text = '';
  const streams = {
    write: (data: string | Uint8Array) => void (text += String(data)),
    writeError: (data: string) => void (text += data),
    color: false,
    terminal: false,
    progress: false,
    columns: 80,
  };
  const output = new HeldOutput(new Terminal(streams));
  output.write('uploading... ');
  output.write('done\n');
  output.writeError('a warning\n');
  expect(text).toBe('');
  output.release();
  expect(text).toBe('uploading... done\na warning\n');
  output.writeLine('the end');
  expect(text).toBe('uploading... done\na warning\nthe end\n');
});
