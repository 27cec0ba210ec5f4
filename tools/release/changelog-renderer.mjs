import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import rendererModule from 'nx/release/changelog-renderer';

const root = join(import.meta.dirname, '..', '..');

/**
 * Writes the entry of one package's CHANGELOG.md from the version plans: nx's own, with plain headings, and of the own
 * packages only those that it now wants in a newer version. A wide range that stayed as it was is no change for anybody.
 */
// eslint-disable-next-line no-restricted-syntax -- nx takes the default export of this file
export default class ChangelogRenderer extends rendererModule.default {
  constructor(config) {
    super(config);
    this.dependencyBumps = raisedDependencies(config.project, config.dependencyBumps ?? []);
  }

  renderVersionTitle() {
    return `## ${this.changelogEntryVersion} (${new Date().toISOString().slice(0, 10)})`;
  }

  renderBreakingChanges() {
    return ['### What you have to change', '', ...new Set(this.breakingChanges)];
  }

  renderDependencyBumps() {
    const lines = this.dependencyBumps.map(
      ({ dependencyName, newVersion }) => `- Needs ${dependencyName} ${newVersion}`,
    );
    return ['### Dependencies', '', ...lines];
  }
}

function raisedDependencies(project, bumps) {
  const file = join(root, 'packages', project.replace('@kojikit/', ''), 'package.json');
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8'));
  return bumps.filter(({ dependencyName, newVersion }) => dependencies[dependencyName] === `^${newVersion}`);
}
