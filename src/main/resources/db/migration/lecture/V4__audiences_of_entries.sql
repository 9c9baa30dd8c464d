-- What is said may be for some people or for a group, beside everyone and those who teach. Rows from before keep their capitals;
-- "not valid" leaves them unread, for there may be many and none can break the rule.
alter table entry drop constraint entry_audience_check;
alter table entry add constraint entry_audience_check
  check (audience in ('EVERYONE', 'STAFF', 'everyone', 'staff') or audience ~ '^(group:[a-z0-9-]{1,40}(:staff)?|people:[0-9]+(,[0-9]+)*)$') not valid;

-- Who is in which group is asked whenever a log is read by somebody.
create index entry_groups on entry (lecture_id, seq) where type like 'group.%';
