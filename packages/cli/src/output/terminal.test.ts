import { describe, expect, it } from 'vitest';
import { Terminal } from './terminal.js';

/** A screen, on which returns go back to the start of the line and what is there is overwritten. */
function screen({ terminal = true, progress = true, columns = 40 } = {}) {
  const lines = [''];
  let column = 0;
  const show = (data: string | Uint8Array): void => {
    for (const character of data.toString()) {
      if (character === '\n') {
        lines.push('');
        column = 0;
      } else if (character === '\r') column = 0;
      else {
        const line = [...(lines.pop() ?? '').padEnd(column)];
        line[column++] = character;
        lines.push(line.join(''));
      }
    }
  };
  let stdout = '';
  let stderr = '';
  const output = new Terminal({
    write: (data) => {
      stdout += data.toString();
      if (terminal) show(data);
    },
    writeError: (text) => {
      stderr += text;
      if (progress) show(text);
    },
    color: false,
    terminal,
    progress,
    columns,
  });
  return {
    output,
    lines: () => lines.map((line) => line.trimEnd()),
    streams: () => ({ stdout, stderr }),
  };
}

describe('the terminal', () => {
  it('keeps the status below everything that is written, and removes it in the end', () => {
    const { output, lines } = screen();
    output.showStatus('10% read');
    expect(lines()).toEqual(['10% read']);
    output.writeLine('7 task: free -> open');
    expect(lines()).toEqual(['7 task: free -> open', '10% read']);
    output.writeError('WARNING: old\n');
    output.write('a log\nwithout an');
    expect(lines()).toEqual(['7 task: free -> open', 'WARNING: old', 'a log', 'without an']);
    output.write(' end\n');
    output.showStatus('100%');
    expect(lines().slice(-3)).toEqual(['a log', 'without an end', '100%']);
    output.showStatus('');
    expect(lines().slice(-2)).toEqual(['without an end', '']);
  });

  it('lets no line run into what had no end', () => {
    const { output, lines } = screen();
    output.write('the last words');
    output.writeLine('7 task completed successfully');
    output.write('more words');
    output.writeError('2026-01-01 [ERROR] koji: no\n');
    expect(lines()).toEqual([
      'the last words',
      '7 task completed successfully',
      'more words',
      '2026-01-01 [ERROR] koji: no',
      '',
    ]);
  });

  it('shows each bar in the place of the one before, and an error below', () => {
    const { output, lines } = screen();
    output.showBar('[=   ]  25% 10.00 KiB');
    output.showBar('[==  ]  50% 1.00 B');
    expect(lines()).toEqual(['[==  ]  50% 1.00 B']);
    output.writeError('cut off\n');
    expect(lines()).toEqual(['[==  ]  50% 1.00 B', 'cut off', '']);
    output.showBar('[====] 100%');
    output.writeLine('');
    output.writeLine('done');
    expect(lines().slice(-3)).toEqual(['[====] 100%', 'done', '']);
  });

  it('writes bars into a file as Koji does, and nothing of a status', () => {
    const { output, streams } = screen({ terminal: false, progress: false });
    output.showStatus('busy');
    output.showBar('[=   ]  25% 10.00 KiB');
    output.showBar('[==] 100%');
    output.writeLine('');
    output.write(Buffer.from([0xff, 0x0a]));
    expect(streams()).toEqual({ stdout: '[=   ]  25% 10.00 KiB\r[==] 100%\r\n\ufffd\n', stderr: '' });
  });

  it('does not mix a file with the terminal that errors go to', () => {
    const { output, streams, lines } = screen({ terminal: false });
    output.showStatus('busy');
    output.write('no end');
    output.writeError('a warning\n');
    expect(streams().stdout).toBe('no end');
    expect(lines()).toEqual(['a warning', 'busy']);
  });

  it('shows a status of a log on one line, whatever it holds', () => {
    const { output, lines, streams } = screen({ columns: 24 });
    output.showStatus(`\x1b[31mred\x07 ${'\u4e2d'.repeat(30)}`);
    expect(lines()).toHaveLength(1);
    expect(streams().stderr).not.toMatch(/(?![\r\n])\p{Cc}/u);
    expect([...(lines()[0] ?? '')].length).toBeLessThan(24);
  });
});
