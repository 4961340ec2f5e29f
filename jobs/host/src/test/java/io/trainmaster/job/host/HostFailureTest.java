package io.trainmaster.job.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostFailureTest {

  private static HostFailure of(Throwable thrown) {
    return HostFailure.of("train.gbt", thrown);
  }

  @ParameterizedTest
  @EnumSource(TaskError.class)
  void keepsWhatATaskExceptionSays(TaskError error) {
    HostFailure failure = of(new TaskException(error, "Sentence.", "place", "mend"));

    String outcome =
        switch (failure.code()) {
          case "T0101" -> "oom";
          case "T0102" -> "disk_full";
          case "T0015" -> "refused";
          case "T0202" -> "lost";
          case "T0301" -> "cancelled";
          default -> "error";
        };
    assertThat(failure)
        .isEqualTo(new HostFailure(outcome, error.code(), "Sentence.", "place", "mend"));
  }

  @Test
  void findsATaskExceptionInsideAnother() {
    TaskException told = new TaskException(TaskError.SOURCE_EMPTY, "No rows.", "a.csv", "");

    assertThat(of(new RuntimeException("job failed", new IOException(told))).code())
        .isEqualTo("T0003");
  }

  @Test
  void knowsScarceMemoryAndAFullDiskByTheirSigns() {
    assertThat(of(new RuntimeException(new OutOfMemoryError("heap"))).outcome()).isEqualTo("oom");
    assertThat(of(new RuntimeException("Task failed: java.lang.OutOfMemoryError: x")).outcome())
        .isEqualTo("oom");
    assertThat(of(new RuntimeException(new IOException("No space left on device"))).outcome())
        .isEqualTo("disk_full");
    assertThat(of(new IOException("/x: Disk quota exceeded")).outcome()).isEqualTo("disk_full");
    assertThat(of(new RuntimeException(new InterruptedException())).outcome())
        .isEqualTo("cancelled");
  }

  @Test
  void callsAllElseABugInOneLine() {
    HostFailure failure = of(new NullPointerException("first\nsecond"));

    assertThat(failure.code()).isEqualTo("T0901");
    assertThat(failure.message())
        .isEqualTo("The operator train.gbt failed unexpectedly: NullPointerException: first");
    assertThat(of(new IllegalStateException("x".repeat(1000))).message()).hasSizeLessThan(400);
    assertThat(of(new IllegalStateException()).message()).endsWith("IllegalStateException.");
  }

  @Test
  void isNotCaughtInARing() {
    RuntimeException one = new RuntimeException("one");
    one.initCause(new RuntimeException("two", one));

    assertThat(of(one).outcome()).isEqualTo("error");
  }

  @Test
  void saysWhyItStopped() {
    assertThat(HostFailure.cancelled("timeout").message())
        .isEqualTo("The task took longer than its timeout.");
    assertThat(HostFailure.cancelled("cancelled").outcome()).isEqualTo("cancelled");
  }
}
