import { basename } from 'node:path';
import prettier from 'prettier';
import { slug } from '../../docs/.vitepress/slug.mjs';
import { callForm, defaultText } from './reference.mjs';

const NOTE = 'Written by `npm run reports` from the contract and the hub: edit those.';

/** The pages of the reference, by file name: a page per room and plugin, one of events, policy tests, faults and types each. */
export async function referencePages(all, faults) {
  const core = all.find(({ isCore }) => isCore);
  const plugins = all.filter(({ isCore }) => !isCore);
  const shapes = new Map(all.flatMap(({ contract }) => [...contract.shapes]));
  const rooms = core.contract.rooms.map((room) => ({
    page: basename(room.file, '.ts'),
    title: titleOf(basename(room.file, '.ts')),
    doc: room.doc,
    names: room.names,
    methods: core.reference.methods,
  }));
  const ofPlugins = plugins.map(({ owner, reference }) => ({
    page: owner.folder,
    title: owner.manifest.name,
    doc: `Methods of the plugin. ${owner.manifest.description}.`,
    names: Object.keys(reference.methods),
    methods: reference.methods,
  }));
  const chapters = [...rooms, ...ofPlugins.filter(({ names }) => names.length > 0)];
  const pages = new Map(chapters.map((chapter) => [chapter.page, roomPage(chapter, shapes)]));
  pages.set('hub-events', eventsPage(all, shapes));
  pages.set('policy-tests', policyTestsPage(all));
  pages.set('faults', faultsPage(faults, chapters));
  pages.set('types', typesPage(shapes));
  pages.set('overview', indexPage(chapters));
  return new Map(
    await Promise.all(
      [...pages].map(async ([name, text]) => [
        `${name}.md`,
        await prettier.format(text, { ...(await prettier.resolveConfig('README.md')), parser: 'markdown' }),
      ]),
    ),
  );
}

const titleOf = (page) => page[0].toUpperCase() + page.slice(1).replaceAll('-', ' ');

/** Where something is on its page, below a heading with nothing but its name. */
const at = (page, name) => `${page}.md#${slug(name)}`;

function roomPage({ title, doc, names, methods }, shapes) {
  const entries = names.map((name) => methodText(name, methods[name], shapes));
  return `# ${title}\n\n${doc}\n\n${NOTE}\n\n${entries.join('\n')}`;
}

function methodText(name, method, shapes) {
  const { doc, params, result, resultDoc, access, throws, emits, addition } = method;
  const rows = params.map(
    (param) =>
      `| \`${mark(param)}${param.name}\` | ${typeText(param.type, shapes)} | ${'default' in param ? `\`${cell(defaultText(param))}\`` : ''} | ${cell(param.doc)} |`,
  );
  const table =
    rows.length > 0 ? `| argument | type | default | |\n|---|---|---|---|\n${rows.join('\n')}\n` : '';
  return `## \`${name}\`

${addition ? '_An addition to Koji’s API._ ' : ''}${escaped(doc)}

\`\`\`text
${callForm(name, method)}
\`\`\`

${table}
- Returns ${typeText(result, shapes)}${resultDoc && `: ${escaped(resultDoc)}`}
- May be called by ${access ?? 'whom its arguments allow'}
${throws.length > 0 ? `- Throws ${throws.map((fault) => `[${fault}](${at('faults', fault)})`).join(', ')}\n` : ''}${emits.length > 0 ? `- Emits ${emits.map((event) => `[${event}](${at('hub-events', event)})`).join(', ')}\n` : ''}`;
}

const mark = ({ kind }) => ({ plain: '', rest: '*', keywords: '**' })[kind];
const cell = (text) => escaped(text).replaceAll('|', '\\|');

/* Angle brackets and braces outside of code are markup to some renderers. */
const escaped = (text) => text.replace(/[<>{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/* A type as code, followed by links to the named types in it. */
function typeText(type, shapes) {
  const named = [...new Set(type.match(/\b[A-Z]\w+/g) ?? [])].filter((name) => shapes.has(name));
  const code = `\`${type.replaceAll('|', '\\|')}\``;
  return named.length === 0
    ? code
    : `${code} (${named.map((name) => `[${name}](${at('types', name)})`).join(', ')})`;
}

function eventsPage(all, shapes) {
  const events = all.flatMap(({ reference, owner, isCore }) =>
    Object.entries(reference.events).map(([name, event]) => ({
      name,
      ...event,
      plugin: isCore ? '' : owner.manifest.name,
    })),
  );
  const methods = all.flatMap(({ reference }) => Object.entries(reference.methods));
  const texts = events.map(({ name, type, doc, fields, plugin }) => {
    const rows = fields.map(
      (field) =>
        `| \`${field.name}\` | ${typeText(field.type, shapes)} | ${field.optional ? 'may be missing' : ''} ${cell(field.doc)} |`,
    );
    const table = rows.length > 0 ? `| field | type | |\n|---|---|---|\n${rows.join('\n')}\n` : '';
    const from = methods
      .filter(([, { emits }]) => emits.includes(name))
      .map(([method, { room }]) => linkTo(method, room));
    return `## \`${name}\`\n\n${escaped(doc)}\n\n${plugin && `Of the plugin ${plugin}.\n\n`}${type.startsWith('{') ? '' : `The data is ${typeText(type, shapes)}.\n\n`}${table}\n${from.length > 0 ? `Emitted by ${from.join(', ')}.\n` : ''}`;
  });
  return `# Hook events

What handlers of plugins (\`on: { postTag }\`) are called with, and what protonmsg makes messages of. A handler of a
\`pre…\` event runs before the change and stops it with an error; one of a \`post…\` event runs after it, in the same transaction.

${NOTE}\n\n${texts.join('\n')}`;
}

/** Links to more methods than these help nobody. */
const MOST_LINKS = 40;

const pageOf = (room) => room?.replace('@kojikit/', '');
const linkTo = (method, room) => `[${method}](${at(pageOf(room), method)})`;

function policyTestsPage(all) {
  const texts = all.flatMap(({ reference, owner, isCore }) =>
    Object.entries(reference.policyTests).map(
      ([name, { usage, doc, policies }]) => `## \`${name}\`

\`\`\`text
${[name, usage].filter(Boolean).join(' ')}
\`\`\`

${escaped(doc)}${policies ? ` Only in the policies ${policies.join(', ')}.` : ''}${isCore ? '' : ` Of the plugin ${owner.manifest.name}.`}
`,
    ),
  );
  return `# Policy tests

What the rules in the section \`[policy]\` of \`hub.conf\` can ask: \`TEST ARGUMENTS :: ACTION\`, several joined with \`&&\`, and
\`!!\` instead of \`::\` for what shall not hold. A PATTERN is one of the shell: \`f4*\`.

Each test holds when what stands below its name is so.

${NOTE}\n\n${texts.join('\n')}`;
}

function faultsPage(faults, chapters) {
  const texts = Object.entries(faults).map(([name, { code, base, doc }]) => {
    const by = chapters.flatMap(({ page, names, methods }) =>
      names
        .filter((method) => methods[method].throws.includes(name))
        .map((method) => `[${method}](${at(page, method)})`),
    );
    const many = by.length > MOST_LINKS ? `${by.length} methods` : by.join(', ');
    return `## \`${name}\`

${doc} Code ${code}${base ? `; also a [${base}](${at('faults', base)})` : ''}.

${by.length > 0 ? `Thrown by ${many}.\n` : ''}`;
  });
  return `# Faults

What a hub answers instead of a result: a number and a text. \`@kojikit/client\` throws an error of the class with that name, which
is also an instance of the classes that it is derived from. Which methods throw what is read from the code that they reach: one may be
listed that its own arguments rule out. Code 1 is every other error.

${NOTE}\n\n${texts.join('\n')}`;
}

function typesPage(shapes) {
  const texts = [...shapes]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { text }]) => `## \`${name}\`\n\n\`\`\`ts\n${text}\n\`\`\`\n`);
  return `# Types\n\nThe structs of arguments, results and events, as \`@kojikit/protocol\` and the plugins export them.\n\n${NOTE}\n\n${texts.join('\n')}`;
}

function indexPage(chapters) {
  const texts = chapters.map(
    ({ page, title, doc, names }) =>
      `## [${title}](${page}.md)\n\n${doc}\n\n${[...names].map((name) => `[${name}](${at(page, name)})`).join(', ')}\n`,
  );
  return `# API reference

Every method of the hub and its plugins; [hook events](hub-events.md), [policy tests](policy-tests.md), [faults](faults.md) and
[types](types.md) are pages of their own. A running hub shows the same at \`/koji/api\`, with what its own plugins add.

${NOTE}\n\n${texts.join('\n')}`;
}
