package org.lectern.room;

import org.lectern.accounts.UserId;
import org.lectern.lecture.LectureId;
import org.lectern.media.MayPublish;
import org.lectern.room.floor.FloorState;
import org.springframework.stereotype.Component;

/** Answers media's question: who was called to speak may be seen and heard. */
@Component
class SpeakingFloor implements MayPublish {

  private final Rooms rooms;

  SpeakingFloor(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public boolean mayPublish(LectureId lecture, UserId person) {
    return rooms.at(lecture).state().get(FloorState.FLOOR).has(person);
  }
}
