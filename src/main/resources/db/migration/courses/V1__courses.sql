create table course (
  id          bigint generated always as identity primary key,
  client_id   uuid not null unique, -- made by the form: sent twice, it makes one course
  title       text not null check (title <> ''),
  code        text not null,
  description text not null,
  archived_at timestamptz,
  created_at  timestamptz not null
);

create table enrolment (
  id           bigint generated always as identity primary key,
  course_id    bigint not null references course,
  user_id      bigint not null references users,
  role         text not null check (role in ('INSTRUCTOR', 'ASSISTANT', 'STUDENT', 'OBSERVER')),
  enrolled_at  timestamptz not null,
  withdrawn_at timestamptz
);
-- One place at a time; whoever withdrew may come back.
create unique index enrolment_current on enrolment (course_id, user_id) where withdrawn_at is null;
create index enrolment_of_user on enrolment (user_id) where withdrawn_at is null;

create table material (
  id          bigint generated always as identity primary key,
  course_id   bigint not null references course,
  name        text not null check (name <> ''),
  bytes       bigint not null check (bytes > 0),
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'), -- also the name of the file under lectern.home
  uploaded_by bigint not null references users,
  uploaded_at timestamptz not null,
  unique (course_id, name, sha256)
);
create index material_by_content on material (sha256);
