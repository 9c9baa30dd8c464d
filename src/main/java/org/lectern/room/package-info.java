/** The live classroom: what people send becomes entries, and what becomes an entry reaches everyone. One folder for each behaviour. */
@ApplicationModule(allowedDependencies = {"text", "cluster", "accounts", "courses", "lecture", "lecture :: event", "bank", "media"})
@NullMarked
package org.lectern.room;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
