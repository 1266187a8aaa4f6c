-- The ledger: what happened, who drives, and the numbers of releases.
-- The schema "bakeroll" is there already: it holds the book of these migrations.

create table bakeroll.fact (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  app text not null,
  environment text,
  roll text,
  token bigint,
  type text not null,
  body jsonb not null
);

comment on column bakeroll.fact.environment is 'null: of the application, in every environment';
comment on column bakeroll.fact.token is 'the fence of the lease under which it was written; null: written without one';

create index fact_of_environment on bakeroll.fact (app, environment, id);

create unique index fact_numbers_each_release_once
  on bakeroll.fact (app, ((body ->> 'release')::integer))
  where type in ('release-made', 'release-adopted');

create function bakeroll.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'a fact is never changed or removed';
end
$$;

create trigger fact_is_append_only
  before update or delete or truncate on bakeroll.fact
  for each statement execute function bakeroll.refuse_rewriting();

-- A row is never deleted, so that its token only ever grows.
create table bakeroll.lease (
  name text primary key,
  token bigint not null,
  holder jsonb not null,
  since timestamptz not null,
  expires_at timestamptz not null
);

create table bakeroll.release_sequence (
  app text primary key,
  last integer not null
);
