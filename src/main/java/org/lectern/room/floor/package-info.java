/** Who may speak. */
@NullMarked
package org.lectern.room.floor;

import org.jspecify.annotations.NullMarked;
