/** The question bank of a course: what may be asked in its rooms, written beforehand, with what earlier classes answered. */
@ApplicationModule(allowedDependencies = {"text", "accounts", "courses", "courses :: materials", "lecture", "lecture :: event"})
@NullMarked
package org.lectern.bank;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
