/** The lecture: its plan, its append-only log, and the page on which it is seen, live or later. */
@ApplicationModule(allowedDependencies = {"text", "cluster", "accounts", "courses", "courses :: materials"})
@NullMarked
package org.lectern.lecture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
