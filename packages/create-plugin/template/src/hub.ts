import { defineHubPlugin } from '@kojikit/hub-core/plugin';
import { helloMethod } from './hub/hello.js';

/** The hub's part. */
export default defineHubPlugin({ name: '__NAME__', methods: [helloMethod] });
