package org.lectern.room;

import org.lectern.accounts.Deactivated;
import org.lectern.accounts.Renamed;
import org.lectern.accounts.SignInsEnded;
import org.lectern.accounts.User;
import org.lectern.accounts.UserId;
import org.lectern.accounts.Users;
import org.lectern.cluster.Calls;
import org.lectern.courses.Withdrawn;
import org.lectern.lecture.DeckAdded;
import org.lectern.lecture.LectureId;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Passes on to the rooms of other nodes what {@link Door} and {@link Rooms} do here, and does here what others pass on. A call is part of
 * the transaction that is its reason.
 */
@Component
class CallsOfOtherNodes {

  private static final String COME_BACK = "come-back";
  private static final String RENAMED = "renamed";
  private static final String PREPARED = "prepared";

  private final Calls calls;

  CallsOfOtherNodes(Calls calls, Rooms rooms, Users users) {
    this.calls = calls;
    calls.hear(COME_BACK, person -> rooms.askToComeBack(new UserId(person)));
    calls.hear(RENAMED, person -> users.find(new UserId(person)).map(User::name).ifPresent(name -> rooms.rename(new UserId(person), name)));
    calls.hear(PREPARED, lecture -> rooms.somethingWasPrepared(new LectureId(lecture)));
  }

  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void deactivated(Deactivated event) {
    calls.say(COME_BACK, event.user().value());
  }

  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void withdrawn(Withdrawn event) {
    calls.say(COME_BACK, event.user().value());
  }

  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void signInsEnded(SignInsEnded event) {
    calls.say(COME_BACK, event.user().value());
  }

  @EventListener
  void signedOut(LogoutSuccessEvent event) {
    Door.whoSignedOut(event).ifPresent(person -> calls.say(COME_BACK, person.value()));
  }

  @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
  void renamed(Renamed event) {
    calls.say(RENAMED, event.user().value());
  }

  @EventListener
  void prepared(DeckAdded added) {
    calls.say(PREPARED, added.lecture().value());
  }
}
