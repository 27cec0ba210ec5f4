import { PageError } from '../../http/page-error.js';
import { choice, integer, text, type ParamValues } from '../../http/params.js';

const NUMBERS = {
  component: 'buildrootID',
  built: 'buildrootID',
  image: 'imageID',
  build: 'buildID',
} as const;

/** What lists of RPMs and of archives are of. */
export const contentParams = {
  type: choice(
    ['component', 'built', 'image', 'build'],
    'What is installed or was used in a build root, was made in it, is in an image, or belongs to a build.',
  ),
  buildrootID: integer(0, 'The build root, with component and built.'),
  imageID: integer(0, 'The archive, with image.'),
  buildID: integer(0, 'The build, with build.'),
  arch: text('', 'Only of this arch, with build.'),
};

type Given = Omit<ParamValues<typeof contentParams>, 'arch'>;

/** Whose contents a list shows. */
export interface Container {
  readonly type: Given['type'];
  readonly id: number;
  /** The parameter that has the number. */
  readonly param: (typeof NUMBERS)[Given['type']];
}

/** Throws PageError 400 when the number that goes with the type is missing, 404 for one that is none. */
export function containerOf(given: Given): Container {
  const param = NUMBERS[given.type];
  const id = given[param];
  if (id === 0) throw new PageError(400, `The address lacks ${param}, a number`);
  if (id < 0 || id > 0x7fffffff) throw new PageError(404, `There is nothing with the number ${id}`);
  return { type: given.type, id, param };
}
