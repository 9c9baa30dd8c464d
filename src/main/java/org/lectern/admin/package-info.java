/** What administrators do: people and courses of the whole site. */
@ApplicationModule(allowedDependencies = {"text", "accounts", "courses", "lecture"})
@NullMarked
package org.lectern.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
