/** The pages that put together what the floors below know, and what every page needs: frame, files, headers, errors. */
@ApplicationModule(allowedDependencies = {"text", "cluster", "accounts", "courses", "courses :: materials", "lecture", "lecture :: event", "media", "replay", "insight :: attendance", "room :: questions", "room :: polls", "bank"})
@NullMarked
package org.lectern.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
