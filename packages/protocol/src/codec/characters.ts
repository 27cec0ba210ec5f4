// XML 1.0 forbids most control characters, so they have to be named here.
/* eslint-disable no-control-regex */

/** Characters that XML has no way to write; with the flag `u`, so that only halves of surrogate pairs count. */
export const FORBIDDEN_CHARACTERS = /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu;

/** Finds texts that cannot be written as they are. Whole surrogate pairs are found as well: cheap beats exact here. */
export const UNUSUAL_CHARACTER = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/;

/** Characters that may not stand in a document either; UTF-8 has no lone surrogates. */
export const FORBIDDEN_IN_DOCUMENT = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
