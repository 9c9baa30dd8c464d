-- Processes that serve this database together.
create table node (
  id         uuid primary key,
  started_at timestamptz not null default clock_timestamp(),
  seen_at    timestamptz not null,           -- its last heartbeat, on the clock of the database
  stopped    boolean not null default false  -- it has said goodbye
);

-- What one node asks of all others; kept until everybody has had time to hear it.
create table call (
  id      bigint generated always as identity primary key,
  node_id uuid not null,
  what    text not null,
  whom    bigint not null,
  said_at timestamptz not null default clock_timestamp()
);
create index call_lately on call (said_at);
