/** Hands up, in order. */
@NullMarked
package org.lectern.room.hands;

import org.jspecify.annotations.NullMarked;
