create table users (
  id            bigint generated always as identity primary key,
  email         text not null unique check (email = lower(email)),
  name          text not null check (name <> ''),
  password_hash text,
  site_role     text check (site_role in ('ADMIN')),
  active        boolean not null,
  created_at    timestamptz not null
);

-- Spring Session's own tables, as its schema-postgresql.sql gives them.
create table spring_session (
  primary_id            char(36) not null primary key,
  session_id            char(36) not null unique,
  creation_time         bigint not null,
  last_access_time      bigint not null,
  max_inactive_interval int not null,
  expiry_time           bigint not null,
  principal_name        varchar(100)
);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null references spring_session on delete cascade,
  attribute_name     varchar(200) not null,
  attribute_bytes    bytea not null,
  primary key (session_primary_id, attribute_name)
);

-- Devices that keep someone signed in, as Spring Security's JdbcTokenRepositoryImpl reads them.
create table persistent_logins (
  username  varchar(64) not null,
  series    varchar(64) primary key,
  token     varchar(64) not null,
  last_used timestamp not null
);
create index persistent_logins_username on persistent_logins (username);

create table password_link (
  digest     bytea primary key,           -- SHA-256 of what the link says
  user_id    bigint not null references users,
  expires_at timestamptz not null
);
create index password_link_user on password_link (user_id);
