-- Who reacted to which message, one row for each person, message and kind. The log has how many.
create table chat_reaction (
  lecture_id bigint not null references lecture,
  message    bigint not null,           -- the entry that said it
  person     bigint not null,           -- a person's number
  kind       text not null,
  primary key (lecture_id, message, person, kind)
);
