create table lecture (
  id             bigint generated always as identity primary key,
  client_id      uuid not null unique,       -- made by the form: sent twice, it plans one lecture
  course_id      bigint not null references course,
  title          text not null check (title <> ''),
  starts_at      timestamptz not null,
  length_seconds int not null check (length_seconds > 0),
  zone           text not null,
  cancelled_at   timestamptz,
  created_at     timestamptz not null,

  -- Moved by the log alone, under this row's lock.
  started_at     timestamptz,                -- the wall clock at zero of lecture time
  ended_at       timestamptz,
  last_seq       bigint not null default 0,  -- dense per lecture
  last_at_ms     bigint,                     -- lecture time never runs backwards
  sealed_seq     bigint,                     -- entries up to here never change again
  anonymity_key  bytea default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
                                             -- destroyed when the lecture is sealed
  check (ended_at is null or started_at is not null)
);
create index lecture_of_course on lecture (course_id, starts_at);
create index lecture_unsealed on lecture (id) where started_at is not null and sealed_seq is null;

-- What was said and done. Nothing here is ever edited.
create table entry (
  lecture_id bigint not null references lecture,
  seq        bigint not null check (seq > 0),
  at_ms      bigint not null,                -- lecture time, negative before the start
  said_at    timestamptz not null,           -- the wall clock
  type       text not null,
  actor      bigint references users,        -- null: anonymous, or the system
  audience   text not null check (audience in ('EVERYONE', 'STAFF')),
  data       jsonb not null,
  client_id  uuid,                           -- made by the sender: a command sent twice is said once
  primary key (lecture_id, seq),
  unique (lecture_id, client_id)
);
create index entry_about on entry (lecture_id, ((data ->> 'of')::bigint)) where data ? 'of';
create index entry_chat on entry (lecture_id, seq) where type = 'chat.posted';
create index entry_life on entry (lecture_id, seq) where type like 'lecture.%';
create index entry_removal on entry (lecture_id, ((data ->> 'person')::bigint)) where type = 'person.removed';

-- Who was in the room, one row for each connection: from joined to seen, whatever happened afterwards.
create table presence (
  connection_id uuid primary key,
  lecture_id    bigint not null references lecture,
  user_id       bigint not null references users,
  joined_ms     bigint not null,             -- lecture time
  seen_ms       bigint not null check (seen_ms >= joined_ms),
  joined_at     timestamptz not null,
  seen_at       timestamptz not null,
  closed        boolean not null             -- false after a crash: that it left was never written down
);
create index presence_of_lecture on presence (lecture_id, user_id);
create index presence_open on presence (lecture_id) where not closed;

create table deck (
  lecture_id  bigint not null references lecture,
  material_id bigint not null references material, -- a material that is shown stays for the recording
  title       text not null,
  pages       int not null check (pages > 0),
  primary key (lecture_id, material_id)
);
create index deck_by_material on deck (material_id);
