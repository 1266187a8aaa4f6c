import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rollPage } from './page.ts';

/** Where the page stands. */
export const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'roll.md');

if (import.meta.main) writeFileSync(PAGE, rollPage());
