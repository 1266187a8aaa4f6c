import { readFileSync } from 'node:fs';

/** What this process was told, at its start and never again: the environment's settings and the package's version. */
export function readSettings(variables) {
  return {
    environment: needed(variables, 'BAKEROLL_ENV'),
    databaseUrl: needed(variables, 'DATABASE_URL'),
    /** The language to greet in. */
    language: variables.GREETING || 'en',
    // What is wrong with v3: no environment has this setting, so the process ends as soon as it starts,
    // systemd gives up after a few tries, and no instance of this release ever becomes healthy.
    mood: needed(variables, 'HELLO_MOOD'),
    port: Number(variables.PORT || 8080),
    release: packageVersion(),
  };
}

function needed(variables, name) {
  const value = variables[name];
  if (value) return value;
  console.error(`hello: the setting ${name} is missing`);
  process.exit(1);
}

/** The file is written by `make`; a checkout that was never packaged has none. */
function packageVersion() {
  try {
    return readFileSync(new URL('../VERSION', import.meta.url), 'utf8').trim();
  } catch {
    return 'unpackaged';
  }
}
