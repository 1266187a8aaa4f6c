-- A constant default is kept in the catalogue: no row is rewritten, and v1, which knows nothing of the column, goes on.
ALTER TABLE greeting ADD COLUMN closing text NOT NULL DEFAULT 'Bye';
