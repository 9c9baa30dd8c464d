/** Who is together in a group, and hears what is said in it. */
@NullMarked
package org.lectern.room.groups;

import org.jspecify.annotations.NullMarked;
