-- What each person answered to a poll. There is no time and no order in it, so that nobody can be found by when they answered.
create table poll_answer (
  lecture_id bigint not null references lecture,
  poll       bigint not null,           -- the entry that opened it
  voter      text not null,             -- a person's number; where names are kept by nobody a mark, see AnonymousMarks
  answer     text[] not null check (cardinality(answer) > 0),
  sure       boolean,                   -- null: not said
  primary key (lecture_id, poll, voter)
);
