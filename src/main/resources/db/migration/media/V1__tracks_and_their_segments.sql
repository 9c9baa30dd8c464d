-- One stream of picture or sound of one person. Numbers are dense per lecture.
create table track (
  lecture_id bigint not null references lecture,
  number     smallint not null check (number between 1 and 255),
  user_id    bigint not null references users,
  kind       text not null check (kind in ('camera', 'microphone', 'screen', 'screen-sound')),
  primary key (lecture_id, number)
);

-- A run of a track without holes, encoded in one way, in one file.
create table track_epoch (
  lecture_id     bigint not null,
  track          smallint not null,
  epoch          smallint not null check (epoch between 0 and 255),
  codec          text not null,
  width          int not null,
  height         int not null,
  channels       int not null,
  frame_duration int not null,               -- microseconds of one packet of sound, 0 for picture
  description    bytea not null,             -- avcC, or empty
  offset_us      bigint not null,            -- publisher's clock + this = lecture time
  init_length    int not null,               -- the file begins with this many bytes of ftyp and moov
  opened_at      timestamptz not null,
  kept           boolean not null,           -- false: seen live only, before the lecture began
  length         bigint,                     -- of the whole file, once it is sealed
  digest         bytea,                      -- SHA-256 of it
  sealed_at      timestamptz,
  primary key (lecture_id, track, epoch),
  foreign key (lecture_id, track) references track,
  check ((sealed_at is null) = (length is null) and (sealed_at is null) = (digest is null))
);
create index track_epoch_unsealed on track_epoch (lecture_id) where sealed_at is null and kept;

-- A piece of a file that can be decoded on its own. The id says in which order they were found whole: what is filled in
-- afterwards has a high one.
create table segment (
  id          bigint generated always as identity,
  lecture_id  bigint not null,
  track       smallint not null,
  epoch       smallint not null,
  number      int not null check (number > 0),
  position    bigint not null,               -- in the file
  length      int not null check (length > 0),
  at_us       bigint not null check (at_us >= 0),  -- lecture time
  duration_us bigint not null check (duration_us >= 0),
  primary key (lecture_id, track, epoch, number),
  foreign key (lecture_id, track, epoch) references track_epoch
);
create index segment_in_time on segment (lecture_id, track, at_us);
