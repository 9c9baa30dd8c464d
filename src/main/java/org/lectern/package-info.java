/** The application itself: how it starts, where it keeps things, and its database when it brings its own. */
@NullMarked
package org.lectern;

import org.jspecify.annotations.NullMarked;
