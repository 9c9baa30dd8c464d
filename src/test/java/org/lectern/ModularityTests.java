package org.lectern;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

  @Test
  void arrowsBetweenTheFloorsOnlyPointDown() {
    ApplicationModules.of(LecternApplication.class).verify();
  }
}
