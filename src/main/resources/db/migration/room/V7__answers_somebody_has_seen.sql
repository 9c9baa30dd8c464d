-- Which answers a person has put away on their home page.
create table question_seen (
  lecture_id bigint not null references lecture,
  question   bigint not null,           -- the entry that asked it
  person     bigint not null,           -- a person's number
  primary key (person, lecture_id, question)
);
