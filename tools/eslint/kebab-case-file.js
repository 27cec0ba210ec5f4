import { basename } from 'node:path';

/** A file is named in kebab-case after its main export, so that a name found in the code is found in the tree. */
export const kebabCaseFile = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { name: 'File names are kebab-case: {{name}}.' },
  },
  create(context) {
    return {
      Program(node) {
        const name = basename(context.filename);
        if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name)) {
          context.report({ node, messageId: 'name', data: { name } });
        }
      },
    };
  },
};
