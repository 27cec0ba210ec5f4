import { describe, expect, it } from 'vitest';
import { planDownloads, type DownloadChoice, type TaskFiles } from './plan-downloads.js';

describe('the files of tasks to download', () => {
  const none: DownloadChoice = {
    arches: [],
    logs: false,
    all: false,
    dirpertask: false,
    filter: [],
    skip: [],
  };
  const task = (id: number, method: string, arch: string) => ({ id, method, arch });
  const files: TaskFiles[] = [
    {
      task: task(7, 'buildArch', 'x86_64'),
      output: {
        'foo-1-1.src.rpm': ['DEFAULT'],
        'foo-1-1.x86_64.rpm': ['DEFAULT', 'big'],
        'build.log': ['DEFAULT'],
        'state.json': ['DEFAULT'],
      },
    },
    { task: task(8, 'image', 'noarch'), output: { 'disk.raw': ['DEFAULT'] } },
  ];
  const paths = (choice: Partial<DownloadChoice>): string[] =>
    planDownloads(files, { ...none, ...choice }).map(({ path }) => path);

  it('are the rpms of builds', () => {
    expect(paths({})).toEqual(['foo-1-1.src.rpm', 'foo-1-1.x86_64.rpm', 'big/foo-1-1.x86_64.rpm']);
    expect(paths({ arches: ['src'] })).toEqual(['foo-1-1.src.rpm']);
  });

  it('get their architecture into the name where it is not there', () => {
    expect(paths({ all: true, logs: true, filter: ['log|json|raw'] })).toEqual([
      'build.x86_64.log',
      'state.x86_64.json',
      'disk.noarch.raw',
    ]);
  });

  it('may go into a folder for each task', () => {
    expect(paths({ dirpertask: true, logs: true, skip: ['src'] })).toEqual([
      '7/foo-1-1.x86_64.rpm',
      '7/big/foo-1-1.x86_64.rpm',
      '7/build.log',
    ]);
  });
});
