import { readFileSync, writeFileSync } from 'node:fs';
import { configurationPage } from './page.ts';

export const EXAMPLE = new URL('../../config/example.yml', import.meta.url);
export const PAGE = new URL('../../docs/configuration.md', import.meta.url);

if (import.meta.main) writeFileSync(PAGE, configurationPage(readFileSync(EXAMPLE, 'utf8')));
