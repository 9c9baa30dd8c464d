/** Courses, who has which place in them, and the files they are taught with. */
@ApplicationModule(allowedDependencies = {"text", "accounts"})
@NullMarked
package org.lectern.courses;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
