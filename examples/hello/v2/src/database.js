import pg from 'pg';

/** Asks the database; every question fails within seconds rather than waiting for a server that is gone. */
export function openDatabase(url) {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'hello',
    // While a roll has old and new instances side by side, each of them has this many.
    max: 4,
    connectionTimeoutMillis: 2_000,
    query_timeout: 3_000,
    statement_timeout: 3_000,
    // A visit is not worth a wait for the disk: one that a crash of the server forgets is only a visit.
    options: '-c synchronous_commit=off',
  });
  // An idle connection that breaks is not our end: the pool makes a new one when it is asked next.
  pool.on('error', (error) => console.error(`hello: lost a connection: ${error.message}`));

  return {
    async greet(language) {
      // One question a page: behind a queue for the pool, each would wait its turn anew.
      // By `*`, and with a fallback: so that this also serves on the schema of v1.
      const { rows } = await pool.query(
        `WITH visited AS (INSERT INTO visit DEFAULT VALUES RETURNING id)
         SELECT greeting.*, visited.id AS visit FROM visited LEFT JOIN greeting ON language = $1`,
        [language],
      );
      const { words, closing, visit } = rows[0];
      return { words: words ?? 'Hello', closing: closing ?? 'Bye', visit: Number(visit) };
    },
    async isReachable() {
      await pool.query('SELECT FROM greeting LIMIT 1');
    },
    close: () => pool.end(),
  };
}
