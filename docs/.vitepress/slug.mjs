/**
 * The anchor of a heading, as GitHub makes it: links work alike there and on the site.
 * @param {string} text The words of the heading, without marks.
 */
export function slug(text) {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}
