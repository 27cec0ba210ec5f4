import type { Job } from '../../ground/job.js';
import {
  readExternalRepoData,
  readTagExternalRepos,
  setExternalRepoData,
} from '../../external-repos/index.js';
import type { Context } from '../../ground/context.js';
import { asRepoUser } from './as-repo-user.js';
import { repodataTime } from './repodata-time.js';

/** Looks whether external repos that tags use have changed, so that repos made of them count as out of date. */
export const externalRepoJob: Job = {
  name: 'external-repos',
  interval: 60,
  run: (ctx) => checkExternalRepos(ctx),
};

/** Does what the job does. No transaction is held while the repos are asked. */
export async function checkExternalRepos(ctx: Context): Promise<void> {
  const used = await readTagExternalRepos(ctx, {});
  const urls = new Map(used.map((use) => [use.external_repo_id, use.url]));
  if (urls.size === 0) return;
  const arches = await ctx.call('getAllArches');
  const noted = new Map<number, number>();
  for (const id of urls.keys()) {
    const time = (await readExternalRepoData(ctx, id))?.['max_ts'];
    noted.set(id, typeof time === 'number' ? time : 0);
  }
  await ctx.db.release();

  const cache = new Map<string, Promise<number>>();
  const timeOf = (url: string) => {
    const known = cache.get(url) ?? repodataTime(url);
    cache.set(url, known);
    return known;
  };
  const changed: { id: number; time: number }[] = [];
  for (const [id, url] of urls) {
    const places = url.includes('$arch') ? arches.map((arch) => url.replaceAll('$arch', arch)) : [url];
    const time = Math.max(0, ...(await Promise.all(places.map(timeOf))));
    if (time === 0) ctx.log.info({ url }, 'an external repo does not say when it was made');
    else if (time > noted.get(id)!) changed.push({ id, time });
  }
  if (changed.length === 0) return;
  const user = await asRepoUser(ctx);
  for (const { id, time } of changed) await setExternalRepoData(user, id, { max_ts: time });
}
