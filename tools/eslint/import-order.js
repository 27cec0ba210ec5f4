/**
 * Imports of Node come first, then those of packages, then those of the package's own files. Inside of a group the order
 * is free. An import for its effect stays where it is, and nothing is moved over it.
 */
export const importOrder = {
  meta: {
    type: 'layout',
    fixable: 'code',
    schema: [],
    messages: { order: 'Imports stand in this order: node:…, packages, own files.' },
  },
  create(context) {
    return {
      Program({ body }) {
        for (const run of runsOfImports(body)) {
          const wrong = run.find((node, index) => index > 0 && rank(node) < rank(run[index - 1]));
          if (wrong === undefined) continue;
          context.report({ node: wrong, messageId: 'order', fix: (fixer) => sorted(fixer, context, run) });
        }
      },
    };
  },
};

function runsOfImports(body) {
  const runs = [[]];
  for (const node of body) {
    if (node.type === 'ImportDeclaration' && node.specifiers.length > 0) runs.at(-1).push(node);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

function rank({ source }) {
  if (source.value.startsWith('node:')) return 0;
  return source.value.startsWith('.') ? 2 : 1;
}

/** No fix where a comment stands among the imports: it may be about the one that it stands before. */
function sorted(fixer, { sourceCode }, run) {
  const range = [run[0].range[0], run.at(-1).range[1]];
  const inside = ({ range: [start] }) => start > range[0] && start < range[1];
  if (sourceCode.getAllComments().some(inside)) return null;
  const texts = [...run].sort((a, b) => rank(a) - rank(b)).map((node) => sourceCode.getText(node));
  return fixer.replaceTextRange(range, texts.join('\n'));
}
