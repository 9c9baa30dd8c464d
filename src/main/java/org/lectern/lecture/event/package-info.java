/** The closed vocabulary of what can be said and done in a lecture: one file per topic, records inside. */
@NamedInterface("event")
@NullMarked
package org.lectern.lecture.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
