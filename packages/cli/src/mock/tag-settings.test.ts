import { describe, expect, it } from 'vitest';
import { mockConfig } from './mock-config.js';
import { tagSettings } from './tag-settings.js';

describe('a configuration for mock', () => {
  const base = {
    name: 'f39-repo_7',
    arch: 'x86_64',
    basedir: '/var/lib/mock',
    repoUrl: 'http://koji.example.com/kojifiles/repos/f39/7/x86_64',
    distribution: 'Koji Testing',
  };

  it('follows the extras of the tag', () => {
    const extra = {
      'mock.package_manager': 'dnf5',
      'mock.forcearch': true,
      'mock.bootstrap_image': 'registry.example.com/f39',
      'mock.use_bootstrap': 0,
      'mock.yum.best': 1,
      'rpm.macro.dist': '.f39',
    };
    const lines = mockConfig({ ...base, ...tagSettings(extra, 'x86_64') }).split('\n');
    expect(lines).toContain("config_opts['package_manager'] = 'dnf5'");
    expect(lines).toContain("config_opts['forcearch'] = 'x86_64'");
    expect(lines).toContain("config_opts['use_bootstrap_image'] = True");
    expect(lines).toContain("config_opts['bootstrap_image'] = 'registry.example.com/f39'");
    expect(lines).toContain("config_opts['use_bootstrap'] = False");
    expect(lines).toContain("config_opts['macros']['%dist'] = '.f39'");
    expect(lines.find((line) => line.includes('yum.conf'))).toMatch(/\\nbest=1\\n'$/);
  });

  it('does not let a tag change where and for what is built', () => {
    const extra = { 'rpm.macro._topdir': '/elsewhere', 'rpm.macro._host_cpu': 'other' };
    const output = mockConfig({ ...base, ...tagSettings(extra, 'x86_64') });
    expect(output).toContain("config_opts['macros']['%_topdir'] = '/builddir/build'");
    expect(output).toContain("config_opts['macros']['%_host_cpu'] = 'x86_64'");
  });
});
