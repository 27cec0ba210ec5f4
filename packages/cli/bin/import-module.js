'use strict';
// `import()` for the scripts of the build: V8 would ask Node what it means in a script that Node has not loaded itself.
module.exports = (specifier) => import(specifier);
