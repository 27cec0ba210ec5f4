import type { Context, Panel, PanelContent, PanelFact } from '@kojikit/hub-core/plugin';
import type { FailedTree } from '../api.js';
import { mayChange } from './may-change.js';
import { policyExpiry } from './policy-expiry.js';
import { readTrees } from './read-trees.js';

/** Saved build roots, on the page of the task that saved them and of the task whose build root they are. */
export const treePanel: Panel = {
  name: 'failed-tree',
  on: 'task',
  async read(ctx, id) {
    const trees = (await readTrees(ctx, { task: id, removed: true })) as FailedTree[];
    const expiry = await policyExpiry(ctx, trees);
    return Promise.all(trees.map((tree) => contentOf(ctx, tree, { shownOn: id, expiry })));
  },
  actions: {
    keep: (ctx, id) => ctx.call('keepFailedTree', { taskID: id, keep: true }),
    release: (ctx, id) => ctx.call('keepFailedTree', { taskID: id, keep: false }),
    remove: (ctx, id) => ctx.call('removeFailedTree', { taskID: id }),
  },
};

interface Setting {
  readonly shownOn: number;
  readonly expiry: ReadonlyMap<number, number>;
}

async function contentOf(
  ctx: Context,
  tree: FailedTree,
  { shownOn, expiry }: Setting,
): Promise<PanelContent> {
  // Task and build root may be deleted, and their pages with them.
  const facts: PanelFact[] = [
    {
      label: 'Build root',
      text: `${tree.buildroot_id} (${[tree.tag_name ?? 'no tag', tree.arch].filter(Boolean).join(', ')})`,
      ...(tree.arch !== null && { link: `buildrootinfo?buildrootID=${tree.buildroot_id}` }),
    },
    {
      label: 'Of task',
      text: String(tree.source_task_id),
      ...(tree.method !== null && { link: `taskinfo?taskID=${tree.source_task_id}` }),
    },
    { label: 'Saved by task', text: String(tree.task_id), link: `taskinfo?taskID=${tree.task_id}` },
    { label: 'Holds', text: tree.full ? 'the whole root' : 'the build folder' },
    { label: 'Saved', text: `${time(tree.saved_ts)}, ${ageText(Number(tree.saved_ts))} ago` },
  ];
  if (tree.removed_ts !== null) {
    const by = tree.removed_by === null ? 'housekeeping' : tree.removed_by;
    const note = `Removed ${time(tree.removed_ts)} by ${by}: ${tree.removed_reason ?? 'no reason given'}`;
    return { title: 'Saved build root', note, facts };
  }
  const files = await ctx.call('listTaskOutput', { taskID: tree.task_id, all_volumes: true });
  const file = (name: string) =>
    `getfile?taskID=${tree.task_id}&name=${encodeURIComponent(name)}&volume=${encodeURIComponent(tree.volume_name)}`;
  const leftOut = Object.keys(files).find((name) => name.endsWith('-left-out.txt'));
  return {
    title: 'Saved build root',
    facts: [
      {
        label: 'Archive',
        text: `${tree.filename} (${sizeText(Number(tree.size))})`,
        link: file(tree.filename),
      },
      ...(leftOut === undefined ? [] : [{ label: 'Left out', text: leftOut, link: file(leftOut) }]),
      ...facts,
      { label: 'Kept', text: keptText(tree) },
      { label: 'Expires', text: expiryText(tree, expiry.get(tree.task_id)) },
    ],
    actions: tree.task_id === shownOn && (await mayChange(ctx, tree)) ? buttons(tree) : [],
  };
}

function keptText(tree: FailedTree): string {
  if (!tree.kept) return 'as long as the policy says';
  const long = tree.keep_until_ts === null ? 'for ever' : `until ${time(tree.keep_until_ts)}`;
  return `${long}, by ${tree.kept_by ?? 'nobody'}`;
}

function expiryText({ kept, keep_until_ts: until }: FailedTree, moment: number | undefined): string {
  if (moment === undefined) {
    return kept && until === null ? 'never, while it is kept' : 'never, by the policy as it is';
  }
  if (moment <= Date.now() / 1000) return 'when the hub tidies up next';
  return `${time(moment)}, by the policy; earlier if newer trees crowd it out`;
}

function buttons({ kept }: FailedTree): PanelContent['actions'] {
  const keeping = kept
    ? { name: 'release', label: 'Keep no longer' }
    : { name: 'keep', label: 'Keep for ever' };
  return [keeping, { name: 'remove', label: 'Remove the archive', danger: true }];
}

function time(seconds: FailedTree['saved_ts'] | number): string {
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `340 kB`, in steps of a thousand as the pages have it. */
export function sizeText(bytes: number): string {
  const unit = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** unit;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

function ageText(since: number): string {
  const minutes = Math.max(Math.floor((Date.now() / 1000 - since) / 60), 0);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}
