/** What is private says `private`, as the rest of the tree does. Types keep others away from it; `#name` would be a second way. */
export const privateKeyword = {
  meta: { type: 'suggestion', schema: [], messages: { hash: 'What is private says `private`, not `#`.' } },
  create({ report }) {
    const check = ({ key }) => {
      if (key.type === 'PrivateIdentifier') report({ node: key, messageId: 'hash' });
    };
    return { PropertyDefinition: check, MethodDefinition: check, AccessorProperty: check };
  },
};
