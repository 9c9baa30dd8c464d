-- What a course has chosen for the chats of its lectures; none is the usual.
create table course_chat (
  course_id bigint primary key references course,
  words     text[] not null,            -- that a student's message should not have
  refused   boolean not null,           -- such a message is refused; else it is held
  moderated boolean not null,           -- what students write is held until it is let through
  slow      int not null check (slow between 0 and 600) -- seconds between two messages of a student
);
