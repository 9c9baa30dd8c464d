package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WithoutCommentsTests {

  @Test
  void onlyCommentsThatHaveTheirLinesToThemselvesGo() {
    assertThat(
            WithoutComments.strip(
                """
                // @ts-check
                /** One line. */
                export class A {
                  /**
                   * Some lines.
                   */
                  go() {
                    /** @type {B} */ (this.b).go(); // stays
                    const address = "https://example.org"; /* stays */
                  }
                }
                """))
        .isEqualTo(
            """
            export class A {
              go() {
                /** @type {B} */ (this.b).go(); // stays
                const address = "https://example.org"; /* stays */
              }
            }
            """);
  }
}
