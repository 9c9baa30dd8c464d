-- What somebody has watched, as they reported it and we believed it: facts, never edited.
create table watch (
  play        uuid not null,                 -- one opening of the player
  sequence    int not null check (sequence >= 0),
  lecture_id  bigint not null references lecture,
  user_id     bigint not null references users,
  from_ms     bigint not null check (from_ms >= 0),
  to_ms       bigint not null check (to_ms > from_ms),
  rate        real not null,
  reported_at timestamptz not null,
  primary key (play, sequence)
);
create index watch_of_lecture on watch (lecture_id, user_id);

-- How much more somebody can possibly have watched by now, and where they left.
create table watcher (
  lecture_id  bigint not null references lecture,
  user_id     bigint not null references users,
  budget_ms   double precision not null,     -- media time that may still be reported
  budget_at   timestamptz not null,
  position_ms bigint not null,               -- where they left, on any device
  refused     int not null default 0,        -- reports that could not be true
  primary key (lecture_id, user_id)
);
