import type { BuildReference } from '@kojikit/protocol';
import type { Reader } from '../rpc/reader.js';
import { buildRef, type BuildRef } from './build-ref.js';

/** What a build's id is asked by. A truth is a number in Koji's language, and an id is returned as it is. */
export type BuildIdRef = BuildRef | boolean;

/** {@link buildRef} that takes a truth for an id. */
export const buildIdRef: Reader<BuildIdRef, BuildReference> = (value) =>
  typeof value === 'boolean' ? value : buildRef(value);
