/** People: who they are, how they sign in, and what they may do on the whole site. */
@ApplicationModule(allowedDependencies = "text")
@NullMarked
package org.lectern.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
