/** Whether people can follow, without saying who. */
@NullMarked
package org.lectern.room.pace;

import org.jspecify.annotations.NullMarked;
