package org.lectern.media;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what the bucket said, without a stack trace. */
class BucketRefusedFailureAnalyzer extends AbstractFailureAnalyzer<BucketRefusedException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, BucketRefusedException cause) {
    return new FailureAnalysis(
        cause.getMessage(), "Correct lectern.media.s3.*, or leave all of it out to keep recordings in the folder of this machine.", cause);
  }
}
