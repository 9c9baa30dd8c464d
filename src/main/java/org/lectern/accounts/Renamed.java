package org.lectern.accounts;

/** Application event: from now on somebody is called otherwise, wherever they are seen. */
public record Renamed(UserId user, String name) {}
