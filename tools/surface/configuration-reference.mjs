import { RESOURCE_LIMITS } from '../../packages/builder/src/config/resource-limit.ts';
import { RETIRED_OPTIONS } from '../../packages/builder/src/config/retired-options.ts';
import { SETTING_WORDS } from '../../packages/builder/src/config/setting-words.ts';
import { SETTINGS } from '../../packages/builder/src/config/settings.ts';
import { CONFIG_KEYS } from '../../packages/cli/src/config/config-keys.ts';
import { hubOptions } from '../../packages/hub-core/src/config/hub-options.ts';
import { SOURCE_OPTIONS, RUNROOT_OPTIONS } from '../../packages/plugin-runroot/src/builder/config-options.ts';
import { SAVING_OPTIONS } from '../../packages/plugin-sft/src/builder/config-options.ts';
import { optionsOfSchema } from './schema-options.mjs';

/**
 * The reference of the configuration files, from the tables and schemas that read them: the name of each page with its text.
 * Throws where an option lacks words or an example.
 */
export async function configurationPages() {
  const hubPlugin = async (name) => (await import(`@kojikit/${name}/hub`)).default.config;
  return new Map([
    ['hub.conf.md', hubConf()],
    ['kojid.conf.md', kojidConf()],
    ['koji.conf.md', kojiConf()],
    [
      'web.conf.md',
      page('web.conf', `\`plugins/web.conf\` beside hub.conf: the pages at \`/koji\`. ${OPTIONAL}`, [
        ...sectionsOfSchema(await hubPlugin('web')),
      ]),
    ],
    [
      'sidetag.conf.md',
      page(
        'sidetag.conf',
        `\`plugins/sidetag.conf\` beside hub.conf: side tags. ${OPTIONAL} A duration is a number with \`h\`, \`d\` or \`w\`, or \`never\`.`,
        sectionsOfSchema(await hubPlugin('plugin-sidetag')),
      ),
    ],
    [
      'protonmsg.conf.md',
      page(
        'protonmsg.conf',
        '`plugins/protonmsg.conf` beside hub.conf: messages on an AMQP 1.0 bus. Without the file messages wait in the queue.',
        sectionsOfSchema(await hubPlugin('plugin-protonmsg')),
      ),
    ],
    [
      'save_failed_tree.conf.md',
      page(
        'save_failed_tree.conf',
        `There are two files of this name: one beside hub.conf says what may be saved, one beside kojid.conf how. ${OPTIONAL}`,
        [
          ...sectionsOfSchema(await hubPlugin('plugin-sft'), 'Of the hub'),
          ...sectionsOfTable(SAVING_OPTIONS, 'Of the builder'),
        ],
      ),
    ],
    [
      'runroot.conf.md',
      page('runroot.conf', `\`plugins/runroot.conf\` beside kojid.conf: runroot. ${OPTIONAL}`, [
        ...sectionsOfTable(RUNROOT_OPTIONS),
        ...sectionsOfTable({ path0: SOURCE_OPTIONS }),
      ]),
    ],
  ]);
}

const OPTIONAL = 'Everything may be left out.';
const NOTE = 'Written by `npm run reports` from the table that reads the file.';
const YES_NO = 'Yes and no are `yes no true false on off 1 0`.';

function hubConf() {
  const options = Object.entries(hubOptions).map(([name, option]) => ({
    name,
    doc: option.choices ? `${option.doc} One of ${option.choices.map(code).join(', ')}.` : option.doc,
    unit: option.unit,
    initial: shown(option.default),
    example: option.example ?? option.choices?.at(-1) ?? sample(option.default),
  }));
  return page(
    'hub.conf',
    `\`/etc/koji-hub/hub.conf\`, or what \`koji-hub --config\` names; the \`*.conf\` files of \`hub.conf.d\` beside it are read before. Names are taken in any case. ${YES_NO} Rules stand in the section \`[policy]\`. \`koji-hub check\` tells every mistake with its line.`,
    [{ name: 'hub', options }],
  );
}

function kojidConf() {
  const known = Object.entries(SETTINGS).map(([name, setting]) => {
    const words = SETTING_WORDS[name];
    return {
      name,
      doc: setting.unused ? `${words.doc} **Without effect:** ${setting.unused}.` : words.doc,
      unit: words.unit,
      initial: shown(setting.initial),
      example: words.example ?? sample(setting.initial),
    };
  });
  const order = Object.keys(SETTING_WORDS);
  known.sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
  const limits = RESOURCE_LIMITS.map((name) => ({
    name,
    doc: `Limit of that name for the commands of tasks, as \`SOFT\` or \`SOFT HARD\`; -1: no limit.`,
    unit: 'as setrlimit(2)',
    initial: 'none',
    example: '1048576',
  }));
  const retired = Object.entries(RETIRED_OPTIONS).map(([name, fate]) => `- \`${name}\`: ${fate}.`);
  const text = page(
    'kojid.conf',
    `\`/etc/kojid/kojid.conf\`, or what \`kojid --config\` names; the \`*.conf\` files of \`kojid.conf.d\` are read before it. ${YES_NO} All mistakes are told at the start.`,
    [{ name: 'kojid', options: [...known, ...limits] }],
  );
  return `${text}\n## Options of older kojids\n\nEach brings a warning and has no effect.\n\n${retired.join('\n')}\n`;
}

function kojiConf() {
  const options = Object.entries(CONFIG_KEYS).map(([name, { doc, unit, example, initial }]) => ({
    name,
    doc,
    unit,
    initial: shown(initial),
    example: example ?? sample(initial),
  }));
  return page(
    'koji.conf',
    `The command line reads \`/etc/koji.conf\`, \`/etc/koji.conf.d/*.conf\` and \`~/.koji/config\` or \`~/.koji/config.d/*.conf\`, or what \`koji --config\` names. The section is the profile: \`koji\`, or what \`--profile\` names. ${YES_NO}`,
    [{ name: 'koji', options }],
  );
}

function sectionsOfSchema(schema, title) {
  return optionsOfSchema(schema).map(({ section, options }) => ({
    name: section,
    title,
    options: options.map((option) => ({
      ...option,
      initial: option.initial ?? shown(option.fallback),
      example: option.example ?? option.initial ?? sample(option.fallback),
    })),
  }));
}

function sectionsOfTable(table, title) {
  return Object.entries(table).map(([name, options]) => ({
    name,
    title,
    options: Object.entries(options).map(([option, words]) => ({
      name: option,
      doc: words.doc,
      unit: words.unit,
      initial: words.default ?? 'none',
      example: words.example ?? words.default,
    })),
  }));
}

function page(title, text, sections) {
  const parts = sections.map((section) => {
    const heading = `## ${section.title ? `${section.title}: ` : ''}\`[${section.name}]\``;
    return `${heading}\n\n${table(title, section)}`;
  });
  return `# ${title}\n\n${text}\n\n${NOTE}\n\n${parts.join('\n')}`;
}

function table(title, { name: section, options }) {
  const rows = options.map(({ name, doc, unit = '', initial, example }) => {
    if (!doc)
      throw new Error(
        `${title}: ${name} in [${section}] has no words: say what it is for where it is defined`,
      );
    if (example === undefined || example === '')
      throw new Error(`${title}: ${name} in [${section}] has no example: give one where it is defined`);
    const initially = initial === 'none' ? 'none' : code(initial);
    return `| ${code(name)} | ${cell(doc)} | ${unit} | ${initially} | ${code(`${name} = ${example}`)} |`;
  });
  return `| option | meaning | unit | default | example |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

const cell = (text) => text.replaceAll('|', '\\|');
const code = (text) => `\`${cell(String(text))}\``;

/** A value as one would write it in a file. */
function shown(value) {
  if (value === undefined || value === null || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value === 'object' && 'isPercent' in value) return `${value.value}${value.isPercent ? '%' : ''}`;
  if (typeof value === 'object') throw new Error(`a default that is no text: ${JSON.stringify(value)}`);
  return String(value);
}

/** What somebody writes who wants it otherwise, where that is clear; else the default. */
function sample(value) {
  if (typeof value === 'boolean') return value ? 'no' : 'yes';
  const text = shown(value);
  return text === 'none' ? undefined : text;
}
