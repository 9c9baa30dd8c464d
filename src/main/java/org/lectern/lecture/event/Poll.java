package org.lectern.lecture.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A question to the class. A poll is called by the entry that opened it ({@code of}). What each person answered is never an entry: answers
 * are kept beside the log, and the log has how many there were.
 */
public sealed interface Poll extends LectureEvent {

  /** What one answers with. */
  enum Kind {
    /** One of the options. */
    @JsonProperty("single")
    SINGLE,
    /** Any of the options, at least one. */
    @JsonProperty("multiple")
    MULTIPLE,
    /** From 1 to 5. */
    @JsonProperty("scale")
    SCALE,
    @JsonProperty("number")
    NUMBER,
    /** A few words. */
    @JsonProperty("text")
    TEXT,
    /** One word or two, shown as a cloud. */
    @JsonProperty("cloud")
    CLOUD,
    /** The options, put in order. */
    @JsonProperty("order")
    ORDER,
    /** A point on the slide: how far from its left and from its top, in thousandths of its width and height, as {@code 480,300}. */
    @JsonProperty("point")
    POINT
  }

  /** Who learns what a person answered. */
  enum Names {
    /** Everyone in the class. */
    @JsonProperty("class")
    CLASS,
    /** Those who teach. */
    @JsonProperty("staff")
    STAFF,
    /** Nobody: it is not kept who answered what. */
    @JsonProperty("nobody")
    NOBODY
  }

  /** @param options what is chosen among or put in order, else none */
  record Question(Kind kind, String text, List<String> options) {

    public Question {
      options = List.copyOf(options);
    }
  }

  /**
   * What the answers come to.
   *
   * @param people who answered
   * @param counts how many chose each answer: an option by its place from 0, an order by its places ({@code 2,0,1}), else what they wrote.
   *     Empty where too few answered to show it
   * @param unsure of them said that they are not sure
   * @param right how many were right; null where nothing is, or before it is told what
   * @param places where the options of an order were put on the average, from 1; null of any other kind
   */
  record Tally(
      int people,
      Map<String, Integer> counts,
      int unsure,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Right right,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Double> places) {

    public Tally {
      counts = Collections.unmodifiableMap(new TreeMap<>(counts));
      places = places == null ? null : List.copyOf(places);
    }

    public Tally(int people, Map<String, Integer> counts, int unsure) {
      this(people, counts, unsure, null, null);
    }
  }

  /**
   * How many were right.
   *
   * @param people all of them
   * @param sure so many said that they are sure, right or not
   * @param sureAndRight of those, and {@code unsureAndRight} of those who are not sure
   */
  record Right(int people, int sure, int sureAndRight, int unsureAndRight) {}

  /** @param page from 1 */
  record Page(long deck, int page) {}

  /**
   * A question is ready to be asked. Only those who teach know, for it has the right answers.
   *
   * @param right the right answers, as they are counted; of an order the places of the options; of a point the area, {@code 480,300,120,90}
   *     from its left and top, and behind it what it is called. None where there is no right or wrong
   * @param tolerance by how much a right number may be missed
   * @param why said once the results are shown
   * @param bank the question of the course's bank that it is a copy of
   */
  record Prepared(Question question, List<String> right, @Nullable Double tolerance, @Nullable String why, @Nullable Long bank) implements Poll {

    public Prepared {
      right = List.copyOf(right);
    }

    public Prepared(Question question, List<String> right, @Nullable Double tolerance, @Nullable String why) {
      this(question, right, tolerance, why, null);
    }

    @Override
    public Audience audience() {
      return Audience.STAFF;
    }
  }

  /**
   * From here on everyone may answer.
   *
   * @param prepared the entry that prepared the question
   * @param bars whether everyone sees what the answers come to while it runs
   * @param seconds for how long; until it is closed when there is no limit
   * @param slide on which one points; null where one does not
   * @param of the poll that asked the same before they talked about it; null for the first time
   */
  record Opened(
      long prepared, Question question, Names names, boolean bars, @Nullable Long seconds, @Nullable Page slide, @Nullable Long of) implements Poll {

    public Opened(long prepared, Question question, Names names, boolean bars, @Nullable Long seconds) {
      this(prepared, question, names, bars, seconds, null, null);
    }
  }

  record Extended(long of, long seconds) implements Poll {}

  /** So many have answered by now; at most three times a second. */
  record Answered(long of, int people) implements Poll {}

  /** The answers come to this by now, where everyone may see it while the poll runs; at most three times a second. */
  record Counted(long of, Tally tally) implements Poll {}

  /** Nobody answers any more, and the results are not shown yet. */
  record Closed(long of) implements Poll {}

  /** Everyone sees the results, the right answers and why; it is closed with it where it was not. */
  record Shown(long of, Tally tally, List<String> right, @Nullable Double tolerance, @Nullable String why) implements Poll {

    public Shown {
      right = List.copyOf(right);
    }
  }

  record Hidden(long of) implements Poll {}

  /** Everyone may answer again, or change what they answered. */
  record Reopened(long of, @Nullable Long seconds) implements Poll {}
}
