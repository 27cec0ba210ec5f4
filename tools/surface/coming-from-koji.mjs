import { RETIRED_OPTIONS } from '../../packages/builder/src/config/retired-options.ts';
import { SETTINGS } from '../../packages/builder/src/config/settings.ts';
import { KOJI_HUB_OPTIONS } from '../../packages/hub-core/src/adopt/facts/koji-hub-options.ts';
import { KOJI_GC_OPTIONS } from '../../packages/hub-core/src/adopt/facts/koji-gc-options.ts';
import { KNOWN_PLUGINS } from '../../packages/hub-core/src/adopt/facts/known-plugins.ts';
import { KOJIRA_OPTIONS, WEB_OPTIONS } from '../../packages/hub-core/src/adopt/facts/option-fates.ts';
import { hubOptions } from '../../packages/hub-core/src/config/hub-options.ts';
import { leftoverOptions } from '../../packages/hub-core/src/config/leftover-options.ts';

/** Every option of Koji's files and every plugin of its hub with what it is here, from the tables that `koji-hub adopt` and the programs read. */
export function comingFromKoji() {
  return `# Coming from Koji: every option

What each option of Koji's files is here. [Moving a site](../migrate.md) says how to move, and \`koji-hub adopt\` says the same of
your own files with their lines. Written by \`npm run reports\`.

## hub.conf

All options of \`[hub]\` keep their names; [hub.conf](configuration/hub.conf.md) has them all.

${table(['option', 'here'], hubRows())}
## kojid.conf

All options of \`[kojid]\` keep their names, and mean the same but for these; [kojid.conf](configuration/kojid.conf.md) has them all.

${table(['option', 'here'], kojidRows())}
## koji-gc.conf

koji-gc goes on as a program of Koji's: the hub removes no builds by itself. It reads its file as before, with the options
${KOJI_GC_OPTIONS.map(code).join(', ')} of \`[main]\` and the rules of \`[prune]\`.

## kojira.conf

The hub does the work of kojira itself, unless it has \`Housekeeping = off\`.

${table(['option', 'here', 'remark'], fateRows(KOJIRA_OPTIONS))}
## web.conf of kojiweb

The pages are part of the hub, and read \`plugins/web.conf\` beside hub.conf.

${table(['option', 'here', 'remark'], fateRows(WEB_OPTIONS))}
## Plugins of the hub

${table(['plugin', 'here'], pluginRows())}`;
}

function hubRows() {
  return KOJI_HUB_OPTIONS.map((name) => {
    const fate = leftoverOptions[name];
    if (fate !== undefined) return [code(name), `no effect: ${fate}`];
    const option = hubOptions[name];
    if (option === undefined) throw new Error(`nothing is said of Koji's option ${name} of hub.conf`);
    return [code(name), option.doc.startsWith('Accepted and without effect') ? option.doc : 'the same'];
  });
}

function kojidRows() {
  const unused = Object.entries(SETTINGS).flatMap(([name, { unused: why }]) =>
    why === undefined ? [] : [[code(name), `no effect: ${why}`]],
  );
  const retired = Object.entries(RETIRED_OPTIONS).map(([name, why]) => [code(name), `no effect: ${why}`]);
  return [...unused, ...retired].sort(([one], [other]) => (one < other ? -1 : 1));
}

function fateRows(fates) {
  return Object.entries(fates).map(([name, { here, why }]) => [code(name), here ?? 'nothing', why ?? '']);
}

function pluginRows() {
  return Object.entries(KNOWN_PLUGINS).map(([name, { package: ours, does, instead }]) => [
    code(name),
    ours === undefined ? `none; it ${does}. Instead: ${instead}` : code(ours),
  ]);
}

const code = (text) => `\`${text}\``;

function table(titles, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(titles) + line(titles.map(() => '---')) + rows.map(line).join('');
}
