package org.lectern;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence, without a stack trace, that the home is taken. */
class HomeInUseFailureAnalyzer extends AbstractFailureAnalyzer<HomeInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, HomeInUseException cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
