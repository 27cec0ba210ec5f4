/** Fills a template for the names of side tags. */
export type NameTemplate = (values: { basetag: string; tag_id: number }) => string;

/**
 * Reads a template such as `{basetag}-side-{tag_id}`; `{{` and `}}` stand for braces. Throws an error for anything
 * else in braces, and for a template without `{tag_id}`, which would give every side tag of a base the same name.
 */
export function parseNameTemplate(text: string): NameTemplate {
  const pieces = text.split(/(\{\{|\}\}|\{[^{}]*\})/);
  for (const piece of pieces) {
    if (/^\{[^{].*\}$|^\{\}$/.test(piece)) {
      if (piece !== '{basetag}' && piece !== '{tag_id}') {
        throw new Error(`"${piece}" is not known, expected {basetag} or {tag_id}`);
      }
    } else if (piece !== '{{' && piece !== '}}' && /[{}]/.test(piece)) {
      throw new Error('a single brace; a brace in a name is written twice');
    }
  }
  if (!pieces.includes('{tag_id}')) throw new Error('it needs {tag_id}, or all side tags have the same name');
  return ({ basetag, tag_id: tagId }) =>
    pieces
      .map((piece) => {
        if (piece === '{basetag}') return basetag;
        if (piece === '{tag_id}') return String(tagId);
        return piece === '{{' || piece === '}}' ? piece.slice(1) : piece;
      })
      .join('');
}
