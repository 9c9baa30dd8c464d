/** Content to try Lectern with, put in through the same front doors as everything else. */
@NullMarked
package org.lectern.web.sample;

import org.jspecify.annotations.NullMarked;
