-- How often a password or a code may still be tried. Counted here and not in a process: several nodes count together, and a restart
-- forgives nothing. A name is a digest, because it is made of addresses.
create table guessing (
  name    bytea primary key,
  full_at timestamptz not null -- when everything that was tried is forgiven, and the row may go
);
create index guessing_full_at on guessing (full_at);

-- The code by which the first admin is made. There is one, whichever node is asked.
create table set_up_code (
  only_one boolean primary key default true check (only_one),
  code     text not null
);
