/** Processes that serve the same lectures: which there are, and how one tells the others that something has moved on. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.lectern.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
