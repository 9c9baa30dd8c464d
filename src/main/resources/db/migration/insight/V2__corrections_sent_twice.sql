-- Made by the form: a correction sent twice is one.
alter table correction add column client_id uuid not null default gen_random_uuid() unique;
