-- The node that has somebody's connection: it ends with it.
alter table presence add column node_id uuid;
