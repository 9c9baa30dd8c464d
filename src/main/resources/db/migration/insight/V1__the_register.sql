-- What a course asks of people. A change is a new version; a lecture is held to the one in force when it was planned.
create table attendance_policy (
  id         bigint generated always as identity primary key,
  course_id  bigint not null references course,
  rules      jsonb not null,
  changed_by bigint references users,
  changed_at timestamptz not null
);
create index attendance_policy_of_course on attendance_policy (course_id, id desc);

-- What somebody said about being away, and what came of it.
create table excuse (
  lecture_id  bigint not null references lecture,
  user_id     bigint not null references users,
  kind        text not null check (kind in ('NOTIFIED', 'EXCUSED', 'DISPENSED')),
  reason      text not null,
  notified_at timestamptz not null,
  decided_by  bigint references users,
  decided_at  timestamptz,
  primary key (lecture_id, user_id)
);

-- A person's decision over what was computed. The last one counts; all are kept.
create table correction (
  id           bigint generated always as identity primary key,
  lecture_id   bigint not null references lecture,
  user_id      bigint not null references users,
  status       text,                          -- null: back to what is computed
  reason       text not null check (reason <> ''),
  before       text not null,
  corrected_by bigint not null references users,
  corrected_at timestamptz not null
);
create index correction_of_lecture on correction (lecture_id, user_id, id desc);
