-- How many could not follow a moment of a lecture that is over. It says how many and never who.
create table lost_later (
  lecture_id bigint not null references lecture,
  step       bigint not null check (step >= 0), -- half minutes from the start
  people     int not null,
  primary key (lecture_id, step)
);
