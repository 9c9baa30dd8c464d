/** A countdown that everyone sees. */
@NullMarked
package org.lectern.room.timer;

import org.jspecify.annotations.NullMarked;
