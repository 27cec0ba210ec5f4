export { createEvent, createEventWith } from './create-event.js';
export { currentAt } from './current-at.js';
export { findEvent } from './events.js';

export { recordBuildUpdate } from './record-build-update.js';
export { recordTagUpdate } from './record-tag-update.js';
export { insertVersioned, insertVersionedRows, revoke } from './versioned.js';
