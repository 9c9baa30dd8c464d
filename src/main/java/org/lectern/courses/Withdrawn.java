package org.lectern.courses;

import org.lectern.accounts.UserId;

/** Someone's place in a course has ended, and what they have open of it is to be closed. */
public record Withdrawn(CourseId course, UserId user) {}
