import { openDatabase } from './database.js';
import { serve } from './server.js';
import { readSettings } from './settings.js';
import { stopGracefully } from './stop.js';

const settings = readSettings(process.env);
const database = openDatabase(settings.databaseUrl);
const server = serve(settings, database);

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => stopGracefully(server, database));
}
