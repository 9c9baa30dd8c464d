package org.lectern.accounts;

import java.util.Locale;

/**
 * The little of a person that a door asks for.
 *
 * @param language in which they are told why not
 */
public record SignedIn(UserId id, String name, boolean isAdmin, Locale language) {}
