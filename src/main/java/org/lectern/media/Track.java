package org.lectern.media;

import org.lectern.accounts.UserId;

/**
 * One stream of picture or sound of one person, in one epoch.
 *
 * @param offset microseconds to add to the publisher's clock for lecture time
 * @param kept whether it becomes part of the recording
 */
public record Track(EpochId id, UserId by, String name, TrackFormat format, long offset, boolean kept) {

  public TrackKind kind() {
    return format.kind();
  }
}
