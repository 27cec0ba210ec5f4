import { loggedIn, makeTask, method, read } from '@kojikit/hub-core/plugin';

/** Makes a task that says hello. Who may call a method stands in `access`, how its arguments are read in `params`. */
export const helloMethod = method('__ID__Hello', {
  params: { name: read.text },
  access: loggedIn,
  doc: 'Has a builder say hello. Returns the id of the task.',
  handler: (ctx, { name }) => makeTask(ctx, '__ID__Hello', [name]),
});
