import { BUILD_STATES } from '@kojikit/protocol';
import { type Area, HOSTILE } from './area.js';

/** Lists of builds and packages with enough in them to be cut, and names that are hostile. */
export const listsArea: Area = async ({ hub }) => {
  const { rows } = hub;
  const packages = [...Array(54).keys()].map((number) => `package-with-a-rather-long-name-${number}`);
  const tag = await rows.tag({ name: 'list-of-many', packages: [HOSTILE, ...packages] });
  for (const [number, name] of packages.entries())
    await rows.build({ name, state: number % 5, tags: [tag.id] });
  await rows.build({ name: HOSTILE, version: HOSTILE, release: HOSTILE, tags: [tag.id] });
  await rows.build({ name: HOSTILE, state: BUILD_STATES.BUILDING });
  return [
    'builds',
    'builds?tagID=list-of-many&latest=0&order=tag_name',
    'builds?userID=kojiadmin&start=50',
    'builds?packageID=1&state=2',
    'search',
    'search?terms=package-with',
    'search?terms=package&type=build&start=50',
    'search?terms=nosuchthing',
    'search?terms=package-wiht-a-rather-long-name-7',
    `search?terms=${encodeURIComponent(HOSTILE)}&type=tag`,
    'packageinfo?packageID=1&buildStart=0',
    'packageinfo?packageID=2',
    'userinfo?userID=kojiadmin&buildStart=10',
    'users?prefix=k',
    'packages',
    'packages?tagID=list-of-many&order=-blocked',
    'packages?userID=1&start=50',
  ];
};
