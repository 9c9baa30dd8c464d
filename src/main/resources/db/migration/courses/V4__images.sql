-- Images that people of a course have written into messages and questions. The bytes are with the files of its materials.
create table course_image (
  id          uuid primary key, -- its address, which nobody guesses
  course_id   bigint not null references course,
  type        text not null check (type in ('image/jpeg', 'image/png')),
  width       int not null check (width > 0),
  height      int not null check (height > 0),
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  uploaded_by bigint not null references users,
  uploaded_at timestamptz not null
);
create index course_image_by_content on course_image (sha256);
