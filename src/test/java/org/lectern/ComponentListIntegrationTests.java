package org.lectern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Whoever operates Lectern can ask the jar what it is made of. */
class ComponentListIntegrationTests {

  @Test
  void theJarNamesItsComponentsAndTheirVersions() throws IOException {
    try (ZipFile jar = new ZipFile(System.getProperty("lectern.jar"))) {
      String list =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")).readAllBytes(), StandardCharsets.UTF_8);

      assertThat(list).contains("\"bomFormat\" : \"CycloneDX\"", "pkg:maven/org.springframework.boot/spring-boot@", "pkg:maven/com.google.zxing/core@3.5.3").doesNotContain("playwright");
    }
  }
}
