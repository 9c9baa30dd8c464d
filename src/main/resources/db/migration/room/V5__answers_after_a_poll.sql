-- What people answered to a poll after it was closed, counted apart. One row for each person and poll.
create table late_answer (
  lecture_id bigint not null references lecture,
  poll       bigint not null,           -- the entry that opened it
  voter      bigint not null,           -- a person's number
  answer     text[],                    -- null where nobody may know: then only that they answered is kept, and the sum below
  sure       boolean,                   -- null: not said, or nobody may know
  primary key (lecture_id, poll, voter)
);
-- What late answers that are nobody's come to: one row for each poll, so that no order in it leads to anybody.
create table late_tally (
  lecture_id bigint not null references lecture,
  poll       bigint not null,
  counts     jsonb not null,            -- how many gave each answer
  primary key (lecture_id, poll)
);
