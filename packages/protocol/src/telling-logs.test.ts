import { expect, it } from 'vitest';
import { tellingLogs } from './telling-logs.js';

it('the logs that may tell why a task failed are those with text, the usual ones first', () => {
  const files = ['state.log', 'root.log', 'build.log', 'x.rpm'].map((name) => ({ name, size: '10' }));
  const names = (of: typeof files) => tellingLogs(of).map(({ name }) => name);
  expect(names(files)).toEqual(['build.log', 'root.log', 'state.log']);
  expect(names([{ name: 'build.log', size: '0' }, ...files.slice(0, 2)])).toEqual(['root.log', 'state.log']);
  expect(names([...Array(9).keys()].map((index) => ({ name: `${index}.log`, size: '1' })))).toHaveLength(4);
});
