/** What the facts mean: the register of attendance, and reports. */
@ApplicationModule(allowedDependencies = {"text", "accounts", "courses", "lecture", "lecture :: event", "replay", "room :: polls"})
@NullMarked
package org.lectern.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
