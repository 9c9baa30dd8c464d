-- Who wants to know what somebody asked, one row for each person and question. Whoever asked has no row: asking is a vote.
create table question_vote (
  lecture_id bigint not null references lecture,
  question   bigint not null,           -- the entry that asked it
  voter      bigint not null,           -- a person's number
  primary key (lecture_id, question, voter)
);
