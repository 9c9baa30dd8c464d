package org.lectern.accounts;

/** Application event: every sign-in of this person has ended, because the password is a new one. Sockets opened before must close. */
public record SignedOutEverywhere(UserId user) {}
