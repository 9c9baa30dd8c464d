/** What the polls of a lecture came to, and what each had right. */
@NullMarked
package org.lectern.insight.polls;

import org.jspecify.annotations.NullMarked;
