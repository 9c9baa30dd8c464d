/** The self-paced path: what each person has of a lecture, what they still miss, and where they left. It reads the log and never appends. */
@ApplicationModule(allowedDependencies = {"accounts", "courses", "lecture", "lecture :: event"})
@NullMarked
package org.lectern.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
