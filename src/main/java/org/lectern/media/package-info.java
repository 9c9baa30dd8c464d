/** Takes tracks of picture and sound in, keeps them as segments and hands the same bytes to whoever watches, live or later. */
@NullMarked
@ApplicationModule(allowedDependencies = {"cluster", "lecture", "lecture :: event", "courses", "accounts"})
package org.lectern.media;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
