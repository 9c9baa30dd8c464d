/** What everyone is shown. */
@NullMarked
package org.lectern.room.slides;

import org.jspecify.annotations.NullMarked;
