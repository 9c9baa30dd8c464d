package org.lectern.accounts;

/** Someone may no longer sign in, and what they had open is to be closed. */
public record Deactivated(UserId user) {}
