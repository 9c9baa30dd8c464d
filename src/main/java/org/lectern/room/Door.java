package org.lectern.room;

import java.util.Optional;
import org.lectern.accounts.Deactivated;
import org.lectern.accounts.SignInsEnded;
import org.lectern.accounts.UserId;
import org.lectern.courses.Withdrawn;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Closes the sockets of people who have signed out, left a course or lost their account since they opened them. */
@Component
class Door {

  private final Rooms rooms;

  Door(Rooms rooms) {
    this.rooms = rooms;
  }

  @TransactionalEventListener // after the commit, or they would find the door still open
  void deactivated(Deactivated event) {
    rooms.askToComeBack(event.user());
  }

  @TransactionalEventListener // after the commit, or they would find the door still open
  void withdrawn(Withdrawn event) {
    rooms.askToComeBack(event.user());
  }

  @TransactionalEventListener // after the commit, or they would find the door still open
  void signInsEnded(SignInsEnded event) {
    rooms.askToComeBack(event.user());
  }

  @EventListener
  void signedOut(LogoutSuccessEvent event) {
    whoSignedOut(event).ifPresent(rooms::askToComeBack);
  }

  static Optional<UserId> whoSignedOut(LogoutSuccessEvent event) {
    String name = event.getAuthentication().getName();
    return name.matches("[0-9]{1,18}") ? Optional.of(new UserId(Long.parseLong(name))) : Optional.empty();
  }
}
