/** Who is here, and who may not be. */
@NullMarked
package org.lectern.room.people;

import org.jspecify.annotations.NullMarked;
