/** Where the sources are: what the pages link to outside of `docs` is found there. */
export const REPOSITORY = 'https://github.com/kojikit/kojikit';
