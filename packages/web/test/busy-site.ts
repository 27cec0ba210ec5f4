import type { OpenHub } from '@kojikit/testing';
import { login } from '@kojikit/testing/pages';
import type { Area } from './areas/area.js';
import { listsArea } from './areas/lists.js';
import { buildsArea } from './areas/builds.js';
import { failuresArea } from './areas/failures.js';
import { hostilePlugin, panelsArea } from './areas/panels.js';
import { reportsArea } from './areas/reports.js';
import { tagsArea } from './areas/tags.js';
import { tasksArea } from './areas/tasks.js';
import { visitedHub, type Visited } from './visit.js';

/* The tasks come first: tests know their numbers. */
const AREAS: readonly Area[] = [
  tasksArea,
  panelsArea,
  listsArea,
  buildsArea,
  reportsArea,
  failuresArea,
  tagsArea,
];

/** A site with something on every page. */
export interface BusySite extends Visited {
  /** Every page that is looked at. */
  readonly addresses: readonly string[];
  /** A task that failed, and the one below it that did so first. */
  readonly failed: number;
  readonly child: number;
  /** Of an admin: who may do something sees more. */
  readonly session: { readonly name: string; readonly value: string };
}

/** @param open makes the hub; of `eachDatabase` for instance. */
export async function busySite(open?: OpenHub): Promise<BusySite> {
  const visited = await visitedHub({ plugins: [hostilePlugin] }, open);
  const addresses: string[] = [];
  for (const fill of AREAS) addresses.push(...(await fill(visited)));
  const { cookie } = (await login(visited, 'kojiadmin')).headers;
  const [name = '', value = ''] = cookie.split('=');
  return { ...visited, addresses, failed: 1, child: 2, session: { name, value } };
}
