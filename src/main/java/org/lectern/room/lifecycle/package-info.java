/** Starting, pausing and ending. */
@NullMarked
package org.lectern.room.lifecycle;

import org.jspecify.annotations.NullMarked;
