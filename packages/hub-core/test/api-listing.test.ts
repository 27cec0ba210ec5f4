import { readFileSync } from 'node:fs';
import { createTestHub } from '@kojikit/testing';
import { beforeAll, describe, expect, it } from 'vitest';

interface RecordedMethod {
  name: string;
  args: { name: string; default?: unknown }[];
  varargs_name?: string;
  kwargs_name?: string;
}

type ListedMethod = {
  name: string;
  doc: string | null;
  argspec: [string[], string | null, string | null, unknown[] | null];
};

const recorded = JSON.parse(
  readFileSync(new URL('../fixtures/conformance/api.json', import.meta.url), 'utf8'),
) as RecordedMethod[];

/** Methods of our own: those that wait for news instead of being asked again and again, that explain, and of the pages. */
const ADDED = [
  'explainPolicy',
  'listHostPage',
  'changeHost',
  'countTagContents',
  'waitTask',
  'host.waitTasks',
  'repo.waitRequest',
  'getTaskWaitReason',
  'listTaskTrees',
  'watchTaskTrees',
  'watchNews',
  'listPanels',
  'runPanelAction',
  'readTaskLog',
  'describeLogin',
  'describeArchive',
  'describeBuild',
  'describeRPM',
  'listRecentBuilds',
  'listMethodAccess',
  'reports.countByUser',
  'reports.countByHost',
  'reports.countByTarget',
  'reports.countByState',
  'reports.listBuildDays',
  'reports.listTaskTimes',
  'reports.listFailures',
  'reports.listChannelHealth',
  'listNewest',
  'describeSite',
  'describeTag',
  'describeTask',
  'describeUser',
  'explainMissingPackages',
  'browseBuilds',
  'browsePackages',
  'find',
];

/** Methods that plugins bring; their packages test them. */
const OF_PLUGINS = [
  'createSideTag',
  'editSideTag',
  'listSideTags',
  'removeSideTag',
  'runroot',
  'saveFailedTree',
];

describe('the listing of API methods', () => {
  let listed: Map<string, ListedMethod>;

  beforeAll(async () => {
    const hub = await createTestHub({ config: '[hub]\nPlugins = echo\n' });
    const methods = await hub.anonymous.call<ListedMethod[]>('_listapi');
    listed = new Map(methods.map((method) => [method.name, method]));
    await hub.close();
  });

  it('has every method that Koji has, but for those of plugins', () => {
    const missing = recorded.map(({ name }) => name).filter((name) => !listed.has(name));
    expect(missing.filter((name) => !OF_PLUGINS.includes(name))).toEqual([]);
  });

  it('has no method that Koji has not, but for those that wait, explain or serve the pages', () => {
    const known = new Set(recorded.map(({ name }) => name));
    expect([...listed.keys()].filter((name) => !known.has(name) && !ADDED.includes(name))).toEqual([]);
  });

  it('shows the arguments that Koji shows, in order and with their defaults', () => {
    const wrong = recorded
      .filter(({ name }) => listed.has(name))
      .map((method) => [signature(method), listedSignature(listed.get(method.name)!)])
      .filter(([want, got]) => want !== got)
      .map(([want, got]) => ({ want, got }));
    expect(wrong).toEqual([]);
  });

  it('describes every method but the one that Koji does not', () => {
    expect([...listed.values()].filter(({ doc }) => !doc).map(({ name }) => name)).toEqual([
      'getKojiVersion',
    ]);
  });
});

function signature({ name, args, varargs_name: rest, kwargs_name: keywords }: RecordedMethod): string {
  const shown = args.map((argument) =>
    'default' in argument ? `${argument.name}=${JSON.stringify(argument.default)}` : argument.name,
  );
  return show(name, shown, rest, keywords);
}

function listedSignature({ name, argspec: [names, rest, keywords, defaults] }: ListedMethod): string {
  const first = names.length - (defaults?.length ?? 0);
  const shown = names.map((argument, index) =>
    index < first ? argument : `${argument}=${JSON.stringify(defaults![index - first])}`,
  );
  return show(name, shown, rest ?? undefined, keywords ?? undefined);
}

function show(name: string, shown: string[], rest: string | undefined, keywords: string | undefined): string {
  const further = [rest && `*${rest}`, keywords && `**${keywords}`].filter(Boolean);
  return `${name}(${[...shown, ...further].join(', ')})`;
}
