import { globPattern, matchesGlob } from '@kojikit/hub-core/plugin';
import type { SidetagConfig } from '../config.js';
import type { CleanupRules } from './plan-cleanup.js';

/** The rules that section `[cleanup]` of the configuration switches on. */
export function rulesOf(cleanup: SidetagConfig['cleanup']): CleanupRules {
  const delayOf = (wanted: boolean, delay: number) => (cleanup.enabled && wanted ? delay : null);
  return {
    empty: delayOf(cleanup.clean_empty, cleanup.empty_delay),
    old: delayOf(cleanup.clean_old, cleanup.old_delay),
    inactive: delayOf(cleanup.clean_inactive, cleanup.inactive_delay),
  };
}

/** Whether the clean-up leaves a tag of this name alone, whatever its rules say. */
export function isIgnored({ ignore_tags: patterns }: SidetagConfig['cleanup'], name: string): boolean {
  return matchesGlob(name, patterns.map(globPattern));
}
