package org.lectern.web.sample;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.lectern.cluster.OneAtATime;
import org.lectern.lecture.NotADeckException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes the sample content, once. Nobody waits for it: the first people are there before the port opens, and everything else comes while
 * Lectern can be used already. Of several nodes one makes it, and the others find that it is there. What a kill cut short is finished by the next start.
 */
@Component
@ConditionalOnBooleanProperty("lectern.demo")
class SampleMaking implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(SampleMaking.class);

  private static final String WHAT = "sample content";

  private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

  private final SampleContent content;
  private final SampleRecording recording;
  private final SamplePast past;
  private final OneAtATime oneAtATime;
  private final Thread maker = Thread.ofPlatform().daemon().name("sample").unstarted(this::make);
  private volatile boolean underWay;
  private volatile boolean ending;

  SampleMaking(SampleContent content, SampleRecording recording, SamplePast past, OneAtATime oneAtATime) {
    this.oneAtATime = oneAtATime;
    this.content = content;
    this.recording = recording;
    this.past = past;
  }

  boolean isUnderWay() {
    return underWay;
  }

  /** Before the port is open. */
  @Override
  public void afterSingletonsInstantiated() {
    oneAtATime.run(WHAT, () -> {
      content.bringTheFirst();
      content.moveToNow();
    });
    underWay = !(content.isWhole() && recording.isTold() && past.isTold());
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (underWay) {
      maker.start();
    }
  }

  private void make() {
    oneAtATime.run(WHAT, this::makeWhatIsMissing);
  }

  private void makeWhatIsMissing() {
    long begun = System.nanoTime();
    try {
      for (Step step : List.<Step>of(this::fill, recording::tell, past::tell)) {
        if (ending) {
          log.info("The sample content is not complete; the next start goes on with it");
          return;
        }
        step.make();
      }
      log.info("The sample content is complete after {} s", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    } catch (IOException | NotADeckException | RuntimeException failure) {
      log.error("The sample content could not be completed; the next start goes on with it", failure);
    } finally {
      underWay = false;
    }
  }

  private void fill() throws IOException, NotADeckException {
    if (!content.isWhole()) {
      content.fill();
    }
  }

  /** The step under way still needs the database. */
  @PreDestroy
  void end() throws InterruptedException {
    ending = true;
    if (maker.getState() != Thread.State.NEW) {
      maker.join(LONGEST_STEP);
    }
  }

  private interface Step {

    void make() throws IOException, NotADeckException;
  }
}
