// A caller of hubs in a process of its own, so that what it does is not counted as the hub's, nor as the broker's. Makes calls on
// demand and returns how many milliseconds each took.
import { createClient } from '@kojikit/client';

let made = 0;

/** Adds packages to a new tag, one after the other: so many, or for so many seconds. */
process.on('message', async ({ url, user, password, owner, count = Infinity, seconds = Infinity }) => {
  const client = createClient({ url, auth: { type: 'password', user, password } });
  await client.login();
  const tag = `bench-messages-${process.pid}-${++made}`;
  await client.call('createTag', { name: tag });
  const times = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < count && performance.now() < end) {
    const started = performance.now();
    await client.call('packageListAdd', {
      taginfo: tag,
      pkginfo: `package-${process.pid}-${++made}`,
      owner,
    });
    times.push(performance.now() - started);
  }
  client.close();
  process.send(times);
});
process.on('disconnect', () => process.exit());
