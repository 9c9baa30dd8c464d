-- So that people recognise a device that remembers them, that it does not do so for ever, and that the tabs it opens at once all sign in.
alter table persistent_logins
  add column device       text        not null default '',
  add column first_used   timestamptz not null default now(),
  add column token_before text;
