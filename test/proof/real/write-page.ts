import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { faultsPage } from './page.ts';

/** Where the page stands. */
export const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'faults.md');

if (import.meta.main) writeFileSync(PAGE, faultsPage());
