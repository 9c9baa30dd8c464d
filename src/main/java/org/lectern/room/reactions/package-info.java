/** Applause, as a crowd. */
@NullMarked
package org.lectern.room.reactions;

import org.jspecify.annotations.NullMarked;
