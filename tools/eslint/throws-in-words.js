/** What a function throws is a sentence of its comment, `Throws NotFound for …`: one way of saying it in the whole tree. */
export const throwsInWords = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { tag: 'Say "Throws …" in the text of the comment instead of @throws.' },
  },
  create({ report, sourceCode }) {
    return {
      Program() {
        for (const comment of sourceCode.getAllComments()) {
          if (/^\*[^]*\s@throws\b/.test(comment.value)) report({ loc: comment.loc, messageId: 'tag' });
        }
      },
    };
  },
};
