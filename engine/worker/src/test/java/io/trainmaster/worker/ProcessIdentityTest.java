package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

  private final ProcessIdentity self =
      ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

  @Test
  void isOfAProcessThatLives() {
    assertThat(self.isAlive()).isTrue();
    assertThat(self.handle()).contains(ProcessHandle.current());
    assertThat(ProcessIdentity.of(self.pid())).contains(self);
  }

  @Test
  void isNotOfAnotherProcessWithTheSameNumber() {
    ProcessIdentity earlier = new ProcessIdentity(self.pid(), self.start() - 1, self.boot());

    assertThat(earlier.isAlive()).isFalse();
    assertThat(earlier.handle()).isEmpty();
  }

  @Test
  void isNotOfAProcessOfAnotherBoot() {
    assertThat(new ProcessIdentity(self.pid(), self.start(), "another").isAlive()).isFalse();
  }

  @Test
  void isOfNoProcessThatHasEnded() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
    assertThat(identity.isAlive()).isTrue();

    process.destroyForcibly().waitFor();

    assertThat(identity.isAlive()).isFalse();
    assertThat(ProcessIdentity.of(process.pid())).isEmpty();
  }

  @Test
  void isOfNoProcessThatWasNever() {
    assertThat(ProcessIdentity.of(Integer.MAX_VALUE)).isEmpty();
  }
}
