create table second_factor (
  user_id   bigint primary key references users,
  secret    bytea not null,              -- shared with the person's device; codes are reckoned from it
  last_step bigint not null,             -- of 30 s each: a code of this one or an earlier one has been used
  since     timestamptz not null
);

create table recovery_code (
  user_id bigint not null references second_factor on delete cascade,
  hash    text not null,
  primary key (user_id, hash)
);
