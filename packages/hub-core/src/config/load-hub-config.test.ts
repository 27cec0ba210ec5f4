import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flag } from './plugin-values.js';
import { compilePolicies } from '../policy/index.js';
import { Registry } from '../plugins/registry.js';
import { rooms } from '../rooms.js';
import { ConfigError, defaultHubConfig, formatProblem, loadHubConfig } from './index.js';

const coreTests = [...new Registry(rooms).policyTests.values()];
const problemsOf = (text: string) => loadHubConfig({ text }).problems.map(formatProblem);
const warningsOf = (text: string) => loadHubConfig({ text }).warnings.map(formatProblem);

describe('loading hub.conf', () => {
  it("has Koji's defaults for what the file leaves out", () => {
    const { config, problems } = loadHubConfig({ text: '[hub]\n' });
    expect(problems).toEqual([]);
    expect(config.LoginCreatesUser).toBe(true);
    expect(config.SessionRenewalTimeout).toBe(1440);
    expect(config.KojiDir).toBe('/mnt/koji');
    expect(config.EmailDomain).toBeUndefined();
    expect(Object.keys(config.policy)).toContain('draft_promotion');
  });

  it('does not mind the case of option names and reads every spelling of yes and no', () => {
    const { config, problems } = loadHubConfig({
      text: '[hub]\nlogincreatesuser = Off\nENABLEMAVEN: 1\nMaxJobs = 7\nPlugins = a b\n  c\n',
    });
    expect(problems).toEqual([]);
    expect(config).toMatchObject({ LoginCreatesUser: false, EnableMaven: true, MaxJobs: 7 });
    expect(config.plugins).toEqual(['a', 'b', 'c']);
  });

  it('lists every mistake at once, each with its line', () => {
    const text = [
      '[hub]',
      'MaxJobz = 3',
      'MaxJobs = many',
      'EnableWin = perhaps',
      'RegexUserName = ^[a-z',
      'LogLevel = WARNING scheduler:LOUD',
      'KojiDir = koji',
      'this is no assignment',
      'Listen = somewhere',
      'DBConnectionString = nonsense',
      '[polizy]',
      'x = all :: allow',
    ].join('\n');
    const problems = problemsOf(text);
    expect(problems).toHaveLength(10);
    const expected = [
      /^hub\.conf:2: unknown option maxjobz in \[hub\]; did you mean MaxJobs\?$/,
      /^hub\.conf:3: MaxJobs is "many", expected a whole number such as 15$/,
      /^hub\.conf:4: EnableWin is "perhaps", expected yes or no/,
      /^hub\.conf:5: RegexUserName is no regular expression: /,
      /^hub\.conf:6: LogLevel has the unknown level "LOUD", expected one of DEBUG, /,
      /^hub\.conf:7: KojiDir is "koji", expected an absolute path$/,
      /^hub\.conf:8: neither a section nor an assignment/,
      /^hub\.conf:9: Listen is "somewhere", expected HOST:PORT/,
      /^hub\.conf:10: DBConnectionString cannot be read, expected sqlite:PATH/,
      /^hub\.conf:11: unknown section \[polizy\], expected \[hub\] or \[policy\]; did you mean policy\?$/,
    ];
    for (const line of expected) expect(problems).toContainEqual(expect.stringMatching(line));
  });

  it('gives an option with a mistake its default, so that the rest can be looked at', () => {
    expect(loadHubConfig({ text: '[hub]\nMaxJobs = many\n' }).config.MaxJobs).toBe(15);
  });

  it('takes every option that Koji has had, and warns of those that have no effect here', () => {
    const text = [
      '[hub]',
      'KojiDir = /mnt/koji',
      'AuthPrincipal = host/koji.example.org',
      'AuthKeytab = /etc/koji-hub/koji-hub.keytab',
      'ProxyPrincipals = HTTP/koji.example.org@EXAMPLE.ORG',
      'HostPrincipalFormat = compile/%s@EXAMPLE.ORG',
      'KojiTraceback = none',
      'EnableFunctionDebug = False',
      'enableimagemigration = False',
      'DisableGSSAPIProxyDNFallback = True',
    ].join('\n');
    expect(problemsOf(text)).toEqual([]);
    expect(warningsOf(text).map((line) => line.replace(/: .*? (?=has)/, ': … ').slice(0, 40))).toEqual([
      'hub.conf:3: … has no effect here: Kerber',
      'hub.conf:4: … has no effect here: Kerber',
      'hub.conf:8: … has no effect here: it tra',
      'hub.conf:9: … has no effect here: images',
      'hub.conf:10: … has no effect here: Proxy',
    ]);
    expect(loadHubConfig({ text }).config.KojiTraceback).toBeUndefined();
  });

  it('passes over what Koji passes over, with a warning', () => {
    const text = '[hub]\nFavouriteColour = blue\n[kojira]\nuser = me\n';
    expect(problemsOf(text)).toEqual([]);
    expect(warningsOf(text)).toEqual([
      'hub.conf:2: unknown option favouritecolour in [hub], passed over',
      'hub.conf:3: unknown section [kojira], expected [hub] or [policy]; it is passed over',
    ]);
  });

  it('reads every KojiTraceback but two as none, and asks when one was meant', () => {
    for (const word of ['none', 'off', '', 'False', '0']) {
      expect(warningsOf(`[hub]\nKojiTraceback = ${word}\n`)).toEqual([]);
    }
    expect(loadHubConfig({ text: '[hub]\nKojiTraceback = extended\n' }).config.KojiTraceback).toBe(
      'extended',
    );
    expect(warningsOf('[hub]\nKojiTraceback = Normal\n')).toEqual([
      'hub.conf:2: KojiTraceback is "Normal", which switches it off; did you mean normal?',
    ]);
  });

  it('reads a configuration as public sites have it', () => {
    const text = readFileSync(new URL('../../fixtures/config/public-site.conf', import.meta.url), 'utf8');
    const { config, problems, warnings } = loadHubConfig({ text });
    expect(problems).toEqual([]);
    expect(warnings.map(({ message }) => message.split(' ')[0])).toEqual(['AuthPrincipal', 'AuthKeytab']);
    expect(config).toMatchObject({
      MaxRequestLength: 167772160,
      CheckClientIP: false,
      KojiTraceback: 'normal',
    });
    expect(config.plugins).toContain('sidetag_hub');
    const found = compilePolicies(config.policy, coreTests);
    expect(found.problems.map(formatProblem)).toEqual([]);
  });

  it('refuses several workers on SQLite', () => {
    expect(problemsOf('[hub]\nWorkers = 3\nDBConnectionString = sqlite:/tmp/x\n')).toEqual([
      'hub.conf:3: DBConnectionString names SQLite, which serves one worker; set Workers = 1 or name a PostgreSQL database',
    ]);
  });

  it('says that a file does not exist', () => {
    expect(loadHubConfig({ file: '/nowhere/hub.conf' }).problems.map(formatProblem)).toEqual([
      '/nowhere/hub.conf: does not exist; name the configuration with --config FILE',
    ]);
  });

  it('keeps the lines of policy rules, comments left out', () => {
    const text = '[policy]\ntag =\n    # who may\n    has_perm tag :: allow\n\n    all :: deny\n';
    const { tag } = loadHubConfig({ text }).config.policy;
    expect(tag?.lines.filter(({ text: rule }) => rule !== '')).toEqual([
      { text: 'has_perm tag :: allow', line: 4 },
      { text: 'all :: deny', line: 6 },
    ]);
  });

  it('lets overrides win, and is frozen', () => {
    const { config } = loadHubConfig({
      text: '[hub]\nMaxJobs = 2\n',
      overrides: { MaxJobs: 3, policy: { tag: 'all :: allow' } },
    });
    expect(config.MaxJobs).toBe(3);
    expect(config.policy['tag']?.lines[0]?.text).toBe('all :: allow');
    expect(Object.isFrozen(config)).toBe(true);
  });
});

describe('configuration files', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads hub.conf.d before hub.conf, and plugin files from the folder beside it', () => {
    folder = mkdtempSync(join(tmpdir(), 'kojikit-config-'));
    mkdirSync(join(folder, 'hub.conf.d'));
    mkdirSync(join(folder, 'plugins'));
    writeFileSync(join(folder, 'hub.conf.d', '10-site.conf'), '[hub]\nMaxJobs = 1\nRepoLag = 5\n');
    writeFileSync(join(folder, 'hub.conf'), '[hub]\nMaxJobs = 2\n');
    writeFileSync(join(folder, 'plugins', 'side.conf'), '[side]\nLimit = 4\n');
    const { config, problems } = loadHubConfig({ file: join(folder, 'hub.conf') });
    expect(problems).toEqual([]);
    expect(config).toMatchObject({ MaxJobs: 2, RepoLag: 5 });
    const schema = z.object({ side: z.object({ limit: z.coerce.number() }) });
    expect(config.pluginConfig('side', schema)).toEqual({ side: { limit: 4 } });
  });

  it('names file, line and key of a mistake in a plugin file', () => {
    const { config } = loadHubConfig({ text: '', pluginTexts: { 'side.conf': '[side]\n\nlimit = four\n' } });
    const schema = z.object({ side: z.object({ limit: z.coerce.number() }) });
    expect(() => config.pluginConfig('side', schema)).toThrow(ConfigError);
    expect(() => config.pluginConfig('side', schema)).toThrow(/side\.conf:3: \[side\] limit: /);
  });

  it('names options and sections of a plugin file that do not exist', () => {
    const text = '[side]\nlimt = 4\n\n[sides]\nlimit = 4\n';
    const { config } = loadHubConfig({ text: '', pluginTexts: { 'side.conf': text } });
    const schema = z.strictObject({ side: z.strictObject({ limit: z.string().optional() }) });
    expect(() => config.pluginConfig('side', schema)).toThrow(
      /side\.conf:2: unknown option limt in \[side\]/,
    );
    expect(() => config.pluginConfig('side', schema)).toThrow(/side\.conf:4: unknown section \[sides\]/);
  });

  it.each([
    ['Yes', true],
    ['0', false],
  ])('reads a flag that is %s', (word, expected) => {
    const { config } = loadHubConfig({ text: '', pluginTexts: { 'side.conf': `[side]\nopen = ${word}\n` } });
    const schema = z.object({ side: z.object({ open: flag }) });
    expect(config.pluginConfig('side', schema)).toEqual({ side: { open: expected } });
  });

  it('reads a missing plugin file as an empty one', () => {
    const schema = z.object({ side: z.object({ limit: z.coerce.number().default(9) }).prefault({}) });
    expect(defaultHubConfig().pluginConfig('side', schema)).toEqual({ side: { limit: 9 } });
  });
});
