package org.lectern.accounts;

import java.time.Instant;

/**
 * A place where somebody is signed in, as they see it: a session, a device that remembers them, or both.
 *
 * @param handle by which it is ended; says nothing by which it could be used
 * @param device in words; empty when the browser told nothing we know
 * @param remembered whether the device signs in by itself
 * @param here whether it is the one that asks
 */
record SignIn(String handle, String device, Instant since, Instant lastUsed, boolean remembered, boolean here) {

  /** The same browser, by its session and by what it remembers. */
  SignIn and(SignIn other) {
    return new SignIn(
        handle,
        device.isEmpty() ? other.device : device,
        since.isBefore(other.since) ? since : other.since,
        lastUsed.isAfter(other.lastUsed) ? lastUsed : other.lastUsed,
        remembered || other.remembered,
        here || other.here);
  }
}
