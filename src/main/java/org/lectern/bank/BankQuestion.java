package org.lectern.bank;

import java.time.Instant;
import org.lectern.accounts.UserId;

/** A question of a course's bank. @param version one more with each change */
public record BankQuestion(long id, int version, Content content, UserId changedBy, Instant changedAt) {}
