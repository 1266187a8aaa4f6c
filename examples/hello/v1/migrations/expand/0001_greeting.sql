CREATE TABLE greeting (
  language text PRIMARY KEY,
  words text NOT NULL
);

INSERT INTO greeting (language, words) VALUES
  ('en', 'Hello'),
  ('nl', 'Hallo'),
  ('pt', 'Olá');

CREATE TABLE visit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now()
);
