import { stopHub } from './site.mjs';

// After the last scenario.
await stopHub();
