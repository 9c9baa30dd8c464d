/** Tells the nodes of an installation, today one, that there is something new to read. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.lectern.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
