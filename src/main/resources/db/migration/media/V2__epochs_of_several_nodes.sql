-- An epoch that several nodes may take in, one after the other.
alter table track_epoch
  add column node_id uuid,                        -- who takes it in, or did last; null: one node keeps it for itself
  add column term int not null default 0,         -- how often it was taken over; only who took it last may add to it
  add column ended boolean not null default false; -- all that comes is in the bucket

-- Where its segments are in the bucket one by one: what they are known by, and how another node goes on behind them.
alter table segment
  add column digest bytea,                        -- SHA-256
  add column next_frame bigint,                   -- the first that is not in it, nor before it
  add column next_at_us bigint,                   -- where that has its place
  add column next_silence int,                    -- packets of silence still to be put before it
  add column next_out_of_step_us bigint;          -- how long the clock of the sound has been off by then
