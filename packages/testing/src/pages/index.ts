export { formOf, type FormChanges, type SentForm } from './form-of.js';
export { login, type Member } from './member.js';
export { pageText, problemOf } from './page-text.js';
export { visitPages, type PageVisitor } from './visit-pages.js';
