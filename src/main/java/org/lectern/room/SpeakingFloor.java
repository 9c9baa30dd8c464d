package org.lectern.room;

import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.lectern.lecture.Lectures;
import org.lectern.media.MayPublish;
import org.springframework.stereotype.Component;

/** Answers media's question: who was called to speak may be seen and heard. */
@Component
class SpeakingFloor implements MayPublish {

  private final Rooms rooms;
  private final Lectures lectures;

  SpeakingFloor(Rooms rooms, Lectures lectures) {
    this.rooms = rooms;
    this.lectures = lectures;
  }

  @Override
  public boolean mayPublish(LectureId lecture, UserId person) {
    return lectures.find(lecture).map(rooms::at).filter(room -> room.state().floor().has(person)).isPresent();
  }
}
