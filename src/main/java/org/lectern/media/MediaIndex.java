package org.lectern.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Knows which tracks there are, and where in which file each moment of them is. These are the tables of this module. */
@Component
class MediaIndex {

  /** Where a segment lies. Position and length in bytes, times in microseconds of lecture time. */
  record Entry(long id, int epoch, int number, long position, int length, long at, long duration) {
    long end() {
      return position + length;
    }
  }

  /** A segment that is in the bucket by itself, with what follows it. */
  record Stored(Entry entry, Segmenter.Seam seam, byte[] digest) {}

  /**
   * An epoch of a track as it is kept; {@code length} and {@code digest} once it is sealed.
   *
   * @param term how often it was taken over among several nodes; 0 where one node keeps it for itself
   * @param node who has it in this term
   * @param ended whether nothing more will come
   */
  record Epoch(EpochId id, UserId by, TrackFormat format, long offset, int initLength, Optional<Sealed> sealed,
      int term, Optional<UUID> node, boolean ended) {}

  record Sealed(long length, byte[] digest) {}

  private static final String EPOCHS =
      """
      select e.*, t.user_id, t.kind from track_epoch e
      join track t on t.lecture_id = e.lecture_id and t.number = e.track
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final Clock clock;

  MediaIndex(JdbcClient jdbc, JdbcTemplate template, Clock clock) {
    this.jdbc = jdbc;
    this.template = template;
    this.clock = clock;
  }

  /** Gives out the track's number and the next epoch of it. A person has one track of a kind until its epochs are used up. */
  @Transactional
  public EpochId open(
      LectureId lecture, UserId by, TrackFormat format, long offset, int initLength, boolean kept, Optional<UUID> node) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('track'), ?)").param((int) lecture.value()).query().singleRow();
    EpochId id = next(lecture, by, format.kind());
    if (id.epoch() == 0) {
      jdbc.sql("insert into track (lecture_id, number, user_id, kind) values (?, ?, ?, ?)")
          .params(lecture.value(), id.number(), by.value(), format.kind().wireName())
          .update();
    }
    jdbc.sql(
            """
            insert into track_epoch (lecture_id, track, epoch, codec, width, height, channels, frame_duration, description,
                                     offset_us, init_length, opened_at, kept, node_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(lecture.value(), id.number(), id.epoch(), format.codec(), format.width(), format.height(), format.channels(),
            format.frameDuration(), format.description(), offset, initLength, Timestamp.from(clock.instant()), kept, node.orElse(null))
        .update();
    return id;
  }

  private EpochId next(LectureId lecture, UserId by, TrackKind kind) {
    record Last(int number, int epoch) {}
    Optional<Last> last =
        jdbc.sql(
                """
                select t.number, max(e.epoch) as epoch from track t
                join track_epoch e on e.lecture_id = t.lecture_id and e.track = t.number
                where t.lecture_id = ? and t.user_id = ? and t.kind = ?
                group by t.number order by t.number desc limit 1
                """)
            .params(lecture.value(), by.value(), kind.wireName())
            .query((row, _) -> new Last(row.getInt("number"), row.getInt("epoch")))
            .optional()
            .filter(found -> found.epoch() < EpochId.HIGHEST_EPOCH);
    return last.map(found -> new EpochId(lecture, found.number(), found.epoch() + 1))
        .orElseGet(() -> new EpochId(lecture, highestNumber(lecture) + 1, 0));
  }

  private int highestNumber(LectureId lecture) {
    return jdbc.sql("select coalesce(max(number), 0) from track where lecture_id = ?")
        .param(lecture.value())
        .query(Integer.class)
        .single();
  }

  /** Adds segments of one epoch; those already there are left alone. */
  void add(EpochId track, List<Entry> entries) {
    template.batchUpdate(
        """
        insert into segment (lecture_id, track, epoch, number, position, length, at_us, duration_us)
        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        entries.stream()
            .map(entry -> new Object[] {
              track.lecture().value(), track.number(), track.epoch(), entry.number(), entry.position(), entry.length(),
              entry.at(), entry.duration()
            })
            .toList());
  }

  /**
   * Makes an epoch this node's own, and nobody else's from now on.
   *
   * @param term in which it was last seen
   * @return empty when another was quicker, or it is sealed
   */
  Optional<Epoch> take(EpochId track, UUID node, int term) {
    int taken =
        jdbc.sql(
                """
                update track_epoch set node_id = ?, term = term + 1
                where lecture_id = ? and track = ? and epoch = ? and term = ? and sealed_at is null
                """)
            .params(node, track.lecture().value(), track.number(), track.epoch(), term)
            .update();
    return taken == 0 ? Optional.empty() : find(track);
  }

  /**
   * Adds a segment that is in the bucket, unless another node has taken the epoch over. Adding the same again is harmless.
   *
   * @return whether it is there
   */
  @Transactional
  public boolean add(EpochId track, int term, Stored stored) {
    if (!isOwned(track, term)) {
      return false;
    }
    Entry entry = stored.entry();
    Segmenter.Seam seam = stored.seam();
    template.update(
        """
        insert into segment (lecture_id, track, epoch, number, position, length, at_us, duration_us,
                             digest, next_frame, next_at_us, next_silence, next_out_of_step_us)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        track.lecture().value(), track.number(), track.epoch(), entry.number(), entry.position(), entry.length(), entry.at(), entry.duration(),
        stored.digest(), seam.frame(), seam.at(), seam.silence(), seam.outOfStep());
    return true;
  }

  /** Keeps whoever would take it over waiting until this transaction is over. */
  private boolean isOwned(EpochId track, int term) {
    return jdbc.sql(
            """
            select 1 from track_epoch
            where lecture_id = ? and track = ? and epoch = ? and term = ? and sealed_at is null for no key update
            """)
        .params(track.lecture().value(), track.number(), track.epoch(), term)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Notes that everything is there, unless another node has taken the epoch over. */
  boolean end(EpochId track, int term) {
    return jdbc.sql("update track_epoch set ended = true where lecture_id = ? and track = ? and epoch = ? and term = ? and sealed_at is null")
            .params(track.lecture().value(), track.number(), track.epoch(), term)
            .update()
        > 0;
  }

  /** Segments of an epoch that are in the bucket one by one, in their order. */
  List<Stored> stored(EpochId track) {
    return jdbc.sql("select * from segment where lecture_id = ? and track = ? and epoch = ? and digest is not null order by number")
        .params(track.lecture().value(), track.number(), track.epoch())
        .query(MediaIndex::stored)
        .list();
  }

  /** Those of them in which there are bytes of the file from here to there. */
  List<Stored> stored(EpochId track, long from, long to) {
    return jdbc.sql(
            """
            select * from segment where lecture_id = ? and track = ? and epoch = ? and digest is not null
            and position < ? and position + length > ? order by number
            """)
        .params(track.lecture().value(), track.number(), track.epoch(), to, from)
        .query(MediaIndex::stored)
        .list();
  }

  /** The last of them. */
  Optional<Stored> lastStored(EpochId track) {
    return jdbc.sql("select * from segment where lecture_id = ? and track = ? and epoch = ? and digest is not null order by number desc limit 1")
        .params(track.lecture().value(), track.number(), track.epoch())
        .query(MediaIndex::stored)
        .optional();
  }

  void seal(EpochId track, long length, byte[] digest) {
    jdbc.sql(
            """
            update track_epoch set length = ?, digest = ?, sealed_at = ?
            where lecture_id = ? and track = ? and epoch = ? and sealed_at is null
            """)
        .params(length, digest, Timestamp.from(clock.instant()), track.lecture().value(), track.number(), track.epoch())
        .update();
  }

  /** Seals an epoch of several nodes, unless another has taken it over. */
  boolean seal(EpochId track, int term, Sealed sealed) {
    return jdbc.sql(
                """
                update track_epoch set length = ?, digest = ?, sealed_at = ?
                where lecture_id = ? and track = ? and epoch = ? and term = ? and sealed_at is null
                """)
            .params(sealed.length(), sealed.digest(), Timestamp.from(clock.instant()), track.lecture().value(), track.number(), track.epoch(), term)
            .update()
        > 0;
  }

  /** Epochs that are kept and whose file is not whole yet. A start goes on with them. */
  List<Epoch> unsealed() {
    return jdbc.sql(EPOCHS + "where e.sealed_at is null and e.kept").query(MediaIndex::epoch).list();
  }

  /** Epochs whose file is whole. */
  List<Epoch> sealed() {
    return jdbc.sql(EPOCHS + "where e.sealed_at is not null and e.kept").query(MediaIndex::epoch).list();
  }

  Optional<Epoch> find(EpochId track) {
    return jdbc.sql(EPOCHS + "where e.lecture_id = ? and e.track = ? and e.epoch = ? and e.kept")
        .params(track.lecture().value(), track.number(), track.epoch())
        .query(MediaIndex::epoch)
        .optional();
  }

  /** All kept epochs of a lecture, by track and epoch. */
  List<Epoch> of(LectureId lecture) {
    return jdbc.sql(EPOCHS + "where e.lecture_id = ? and e.kept order by e.track, e.epoch")
        .param(lecture.value())
        .query(MediaIndex::epoch)
        .list();
  }

  /** A track's segments of all epochs, in the order of lecture time. */
  List<Entry> segments(LectureId lecture, int track) {
    return jdbc.sql("select * from segment where lecture_id = ? and track = ? order by at_us, epoch, number")
        .params(lecture.value(), track)
        .query(MediaIndex::entry)
        .list();
  }

  /** The length of what is readable of a growing file. */
  long readable(EpochId track, int initLength) {
    return jdbc.sql(
            "select coalesce(max(position + length), ?) from segment where lecture_id = ? and track = ? and epoch = ?")
        .params(initLength, track.lecture().value(), track.number(), track.epoch())
        .query(Long.class)
        .single();
  }

  private static Entry entry(ResultSet row, int index) throws SQLException {
    return new Entry(row.getLong("id"), row.getInt("epoch"), row.getInt("number"), row.getLong("position"),
        row.getInt("length"), row.getLong("at_us"), row.getLong("duration_us"));
  }

  private static Stored stored(ResultSet row, int index) throws SQLException {
    Entry entry = entry(row, index);
    Segmenter.Seam seam = new Segmenter.Seam(
        entry.number(), row.getLong("next_frame"), row.getLong("next_at_us"), row.getInt("next_silence"), row.getLong("next_out_of_step_us"));
    return new Stored(entry, seam, row.getBytes("digest"));
  }

  private static Epoch epoch(ResultSet row, int index) throws SQLException {
    byte[] digest = row.getBytes("digest");
    return new Epoch(
        new EpochId(new LectureId(row.getLong("lecture_id")), row.getInt("track"), row.getInt("epoch")),
        new UserId(row.getLong("user_id")),
        new TrackFormat(TrackKind.named(row.getString("kind")), row.getString("codec"), row.getInt("width"),
            row.getInt("height"), row.getInt("channels"), row.getInt("frame_duration"), row.getBytes("description")),
        row.getLong("offset_us"),
        row.getInt("init_length"),
        digest == null ? Optional.empty() : Optional.of(new Sealed(row.getLong("length"), digest)),
        row.getInt("term"),
        Optional.ofNullable(row.getObject("node_id", UUID.class)),
        row.getBoolean("ended"));
  }
}
