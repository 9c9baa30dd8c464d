/** What people write: made readable before it is kept, and shown, found and put in order in any script. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.lectern.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
