import type { BuildConfig as TagConfig } from '@kojikit/protocol';

/** What a buildroot needs of its tag's configuration. */
export type BuildConfig = Pick<TagConfig, 'id' | 'name' | 'arches' | 'extra'>;
