/** Questions to the class: prepared, asked, answered, shown. */
@NullMarked
package org.lectern.room.polls;

import org.jspecify.annotations.NullMarked;
