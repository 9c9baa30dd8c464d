package org.lectern.accounts;

/** The little of a person that a door asks for. */
public record SignedIn(UserId id, String name, boolean isAdmin) {}
