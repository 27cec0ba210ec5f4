import { describe, expect, it } from 'vitest';
import { readTerms } from './read-terms.js';

const page = (name: string, param: string, id: number) => ({ page: { name, param, id } });

describe('what people type', () => {
  it.each([
    ['  bash ', { terms: 'bash' }],
    ['“bash-5.2-1.fc40”', { terms: 'bash-5.2-1.fc40' }],
    ['1:bash-5.2-1.fc40', { terms: 'bash-5.2-1.fc40' }],
    ['bash-1:5.2-1.fc40', { terms: 'bash-5.2-1.fc40' }],
    ['bash-5.2-1.fc40,draft_17', { terms: 'bash-5.2-1.fc40,draft_17' }],
    ['bash-5.2-1.fc40.src.rpm', { terms: 'bash-5.2-1.fc40.src', otherwise: 'bash-5.2-1.fc40' }],
    ['bash-5.2-1.fc40.x86_64', { terms: 'bash-5.2-1.fc40.x86_64', otherwise: 'bash-5.2-1.fc40' }],
    ['bash 5.2', { terms: 'bash-5.2' }],
    ['bash 5.2 1.fc40', { terms: 'bash-5.2-1.fc40' }],
    ['python requests', { terms: '*python*requests*' }],
    ['1234', { terms: '1234' }],
    ['#1234', { terms: '1234' }],
    ['Task ID: 1234', page('taskinfo', 'taskID', 1234)],
    ['build 7', page('buildinfo', 'buildID', 7)],
    ['1234 build (f40, bash-5.2-1.src.rpm)', page('taskinfo', 'taskID', 1234)],
    ['buildArch (bash-5.2-1.fc40.src.rpm, x86_64)', { terms: 'bash-5.2-1.fc40.src' }],
    ['build (f40-candidate, /rpms/bash.git:abc)', {}],
    ['https://koji.example.com/koji/buildinfo?buildID=12#buildlist', page('buildinfo', 'buildID', 12)],
    ['http://h/koji/taskinfo?x=1&taskID=12&', page('taskinfo', 'taskID', 12)],
    ['taginfo?tagID=f40', { terms: 'f40' }],
    [
      'https://h/packages/bash/5.2/1.fc40/x86_64/bash-libs-5.2-1.fc40.x86_64.rpm',
      { terms: 'bash-libs-5.2-1.fc40.x86_64' },
    ],
    ['/mnt/koji/packages/bash/5.2/1.fc40/data/logs/x86_64/build.log', { terms: 'bash-5.2-1.fc40' }],
    ['https://h/work/tasks/5/100005/build.log', page('taskinfo', 'taskID', 100005)],
    ['https://h/repos/f40-build/latest/x86_64/', { terms: 'f40-build' }],
    ['git+https://src.example.com/rpms/bash.git#abc', { terms: 'bash' }],
    ['%E0%A4%A', { terms: '%E0%A4%A' }],
    ['packages/%E0%A4%A', { terms: '%E0%A4%A' }],
    ['taskinfo?taskID=99999999999', {}],
    ['   ', { terms: '' }],
  ])('%s', (typed, read) => {
    expect(readTerms(typed)).toMatchObject(read);
  });
});
