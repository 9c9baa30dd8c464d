/** Questions to the class: prepared, asked, answered, shown. */
@NamedInterface("polls")
@NullMarked
package org.lectern.room.polls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
