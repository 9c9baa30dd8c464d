-- What a log has come to at some entry, so that a late reader of a long one need not fold it from its beginning. Worth nothing
-- by itself: it can be thrown away at any time and made again from the entries.
create table lecture_snapshot (
  lecture_id bigint primary key references lecture,
  fold       text not null,                  -- which way of folding made it; another way folds anew
  seq        bigint not null check (seq > 0),
  state      jsonb not null,                 -- people by number, as in the entries
  kept_at    timestamptz not null
);
