alter table users
  add column language  text,  -- a BCP 47 tag of those offered; null: what the browser prefers
  add column last_zone text;  -- where their browser was when they last looked; null: never yet
