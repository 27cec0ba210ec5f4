import { createRequire } from 'node:module';
import type Driver from 'better-sqlite3';

/**
 * better-sqlite3 for this Node. From 13 on it speaks Node-API 10, which Node has since 22.14: on older ones that version
 * ends the process. Version 12 in turn ends Node 24.19 and later, sooner or later, when a statement is collected.
 * Both are installed under names of their own, see docs/decisions/021.
 */
export function nativeDriver(): typeof Driver {
  return createRequire(import.meta.url)(nativeDriverName()) as typeof Driver;
}

/** The package that holds the driver for this Node. */
export function nativeDriverName(): 'better-sqlite3' | 'better-sqlite3-node-api' {
  return Number(process.versions['napi']) >= 10 ? 'better-sqlite3-node-api' : 'better-sqlite3';
}
