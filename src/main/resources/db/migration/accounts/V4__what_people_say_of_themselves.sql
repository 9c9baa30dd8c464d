alter table users
  add column zone    text,  -- on whose clock pages tell the time; null: on that of the browser
  add column picture uuid;  -- null: initials

-- As pages show it, made small. Another picture has another id, so that browsers may keep it.
create table picture (
  id      uuid primary key,
  user_id bigint not null unique references users,
  jpeg    bytea not null
);
