package org.lectern.bank;

import org.lectern.lecture.event.Poll;

/** What a question of the bank is answered with. A new kind is one more of these, with its icon and its sentences. */
public enum Kind {
  SINGLE(Poll.Kind.SINGLE, Answered.BY_CHOICE),
  MULTIPLE(Poll.Kind.MULTIPLE, Answered.BY_CHOICE),
  /** One of the two options that Lectern writes itself. */
  YES_NO(Poll.Kind.SINGLE, Answered.YES_OR_NO),
  SCALE(Poll.Kind.SCALE, Answered.WITHOUT_RIGHT_OR_WRONG),
  NUMBER(Poll.Kind.NUMBER, Answered.BY_NUMBER),
  TEXT(Poll.Kind.TEXT, Answered.IN_WORDS),
  CLOUD(Poll.Kind.CLOUD, Answered.WITHOUT_RIGHT_OR_WRONG),
  /** The options are written in the right order, and mixed when they are asked. */
  ORDER(Poll.Kind.ORDER, Answered.IN_ORDER),
  POINT(Poll.Kind.POINT, Answered.ON_THE_SLIDE);

  /** What somebody has to write of the answers. */
  enum Answered {
    BY_CHOICE,
    YES_OR_NO,
    WITHOUT_RIGHT_OR_WRONG,
    BY_NUMBER,
    IN_WORDS,
    IN_ORDER,
    ON_THE_SLIDE
  }

  private final Poll.Kind asked;
  private final Answered answered;

  Kind(Poll.Kind asked, Answered answered) {
    this.asked = asked;
    this.answered = answered;
  }

  /** As what a room asks it. */
  public Poll.Kind asked() {
    return asked;
  }

  Answered answered() {
    return answered;
  }

  /** Whether there are options, whoever wrote them. */
  public boolean hasOptions() {
    return answered == Answered.BY_CHOICE || answered == Answered.YES_OR_NO || answered == Answered.IN_ORDER;
  }
}
