import { SETTING_WORDS } from '../../packages/builder/src/config/setting-words.ts';
import { SETTINGS } from '../../packages/builder/src/config/settings.ts';
import { hubOptions } from '../../packages/hub-core/src/config/hub-options.ts';

/**
 * The configuration files that come with the service units, by their paths below `packaging/systemd/etc`: what has to be set,
 * then every other option, switched off and with what it is for. Written from the tables that read the files.
 */
export function exampleConfigs() {
  return new Map([
    ['koji-hub/hub.conf', file(HUB, 'hub', hubEntries())],
    ['kojid/kojid.conf', file(KOJID, 'kojid', kojidEntries())],
  ]);
}

const WRITTEN = 'Written by `npm run reports` from the table that reads the file.';

const HUB = {
  head: 'To /etc/koji-hub/hub.conf, owned by root:koji-hub with mode 0640. `koji-hub check` tells every mistake.',
  set: {
    KojiDir: ['/mnt/koji', 'SQLite lies beside it, in /mnt/koji-hub, where no other database is named.'],
    Listen: [
      '127.0.0.1:8080',
      'Behind a proxy on this machine, which does TLS; then also TrustedProxies and KojiWebURL.',
    ],
    MetricsAllowed: ['127.0.0.1', ''],
    LogLevel: ['INFO', 'The journal keeps it.'],
  },
  examples: {
    DBConnectionString: 'postgresql:///koji?host=/var/run/postgresql',
    TrustedProxies: '127.0.0.1',
  },
};

const KOJID = {
  head: 'To /etc/kojid/kojid.conf with mode 0640, since it holds a password; owned by root:root, or root:kojibuilder with plain-user.conf. `kojid --skip-main` tells every mistake.',
  set: {
    server: ['http://127.0.0.1:8080/kojihub', ''],
    topurl: ['http://127.0.0.1:8080/kojifiles', ''],
    topdir: ['/mnt/koji', ''],
    user: [
      'builder1',
      'As made by `koji-hub user add builder1 --host x86_64 --password-file FILE`; or a certificate.',
    ],
    password: ['secret', ''],
    workdir: ['/var/lib/kojid/work', 'In the StateDirectory of the service.'],
    mockdir: ['/var/lib/kojid/roots', 'The same; with mock leave /var/lib/mock.'],
  },
  examples: {},
};

function hubEntries() {
  return Object.entries(hubOptions).map(([name, { doc, default: initial, example, choices }]) => ({
    name,
    doc,
    value: initial ?? example ?? choices?.at(-1),
  }));
}

function kojidEntries() {
  // The order of the reference: what belongs together stands together.
  return Object.entries(SETTING_WORDS)
    .filter(([name]) => SETTINGS[name].unused === undefined)
    .map(([name, { doc, example }]) => ({ name, doc, value: SETTINGS[name].initial ?? example }));
}

function file({ head, set, examples }, section, entries) {
  const wanted = entries.filter(({ name }) => name in set);
  const others = entries.filter(({ name }) => !(name in set));
  const lines = [
    ...comment(head),
    ...comment(WRITTEN),
    `[${section}]`,
    ...wanted.flatMap(({ name, doc }) => {
      const [value, why] = set[name];
      return ['', ...comment([doc, why].filter(Boolean).join(' ')), `${name} = ${value}`];
    }),
    '',
    '# What holds when nothing is said, or an example where that is nothing:',
    ...others.flatMap(({ name, doc, value }) => [
      '',
      ...comment(doc),
      `#${name} = ${written(examples[name] ?? value)}`.trimEnd(),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function written(value) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value === 'object') return `${value.value}${value.isPercent ? '%' : ''}`;
  return String(value ?? '');
}

function comment(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (`# ${lines.at(-1)} ${word}`.length > 110) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.map((line) => `# ${line}`);
}
