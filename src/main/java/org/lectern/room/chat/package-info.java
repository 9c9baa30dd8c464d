/** Writing to everyone. */
@NullMarked
package org.lectern.room.chat;

import org.jspecify.annotations.NullMarked;
