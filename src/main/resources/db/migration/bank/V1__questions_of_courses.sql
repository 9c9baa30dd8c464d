-- Questions of a course, ready to be asked in its rooms. What is asked is copied into the log, so nothing in there changes with a row here.
create table bank_question (
  id         bigint generated always as identity primary key,
  client_id  uuid not null unique,        -- made by the form: sent twice, it makes one question
  course_id  bigint not null references course,
  version    int not null default 1,      -- one more with each change, so that two who change it at once are told
  kind       text not null,
  question   text not null check (question <> ''),
  options    text[] not null,
  right_ones text[] not null,             -- as they are counted: an option by its place from 0
  tolerance  double precision,
  why        text not null,
  tags       text[] not null,
  seconds    int,                         -- null: no limit
  names      text not null,
  deck       text,                        -- the title of the deck, which stays when the file is uploaded anew for the next class
  page       int,
  changed_by bigint not null references users,
  changed_at timestamptz not null,
  check ((deck is null) = (page is null))
);
create index bank_question_of_course on bank_question (course_id);
