/** The plan: which lectures there will be, and when. */
@ApplicationModule(allowedDependencies = {"text", "accounts", "courses", "lecture", "lecture :: event"})
@NullMarked
package org.lectern.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
