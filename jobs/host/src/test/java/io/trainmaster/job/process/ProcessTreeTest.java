package io.trainmaster.job.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shells that leave a process behind, which prints its number and then closes what it was given.
 */
@Timeout(120)
class ProcessTreeTest {

  private static final String VARIABLE = "TRAINMASTER_TREE_TEST";
  private static final String STAY = "sh -c 'echo $$; exec sleep 600 > /dev/null 2>&1'";

  private static ProcessBuilder shell(String script, String mark) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script);
    builder.environment().putAll(Map.of(VARIABLE, mark));
    return builder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STAY + " &",
        "setsid " + STAY + " &",
        "(setsid " + STAY + " &)",
        "(setsid env env env " + STAY + " &) &",
        "trap '' TERM HUP; setsid " + STAY + " & i=0; while [ $i -lt 100 ]; do : & i=$((i+1)); done"
      })
  void killsWhatHasLeftItsFamilyHoweverSoonItIsLookedFor(String script) throws Exception {
    for (int round = 0; round < 10; round++) {
      String mark = UUID.randomUUID().toString();
      long beganNanos = System.nanoTime();
      Process process = shell(script, mark).start();
      ProcessTree tree = new ProcessTree(process.toHandle(), beganNanos, VARIABLE, mark);
      process.waitFor();

      assertThat(tree.kill()).isTrue();

      assertGone(process);
    }
  }

  @Test
  void findsWhatCameOfAProcessThatBeganLongAgo() throws Exception {
    String mark = UUID.randomUUID().toString();
    Process process = shell("setsid " + STAY + " &", mark).start();
    process.waitFor();

    assertThat(new ProcessTree(process.toHandle(), VARIABLE, mark).kill()).isTrue();

    assertGone(process);
  }

  @Test
  void leavesTheProcessesOfOthers() throws Exception {
    long beganNanos = System.nanoTime();
    Process ours = shell("exit 0", "ours").start();
    Process others = shell("exec sleep 600", "others").start();
    ProcessTree tree = new ProcessTree(ours.toHandle(), beganNanos, VARIABLE, "ours");
    ours.waitFor();

    assertThat(tree.kill()).isTrue();

    assertThat(others.isAlive()).isTrue();
    others.destroyForcibly().waitFor();
  }

  /** A process that was killed before it could print has no number to look for. */
  private static void assertGone(Process process) throws IOException {
    List<String> printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .lines()
            .toList();
    Optional<ProcessHandle> left =
        printed.stream().findFirst().flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
    assertThat(left.filter(ProcFiles::isRunning)).isEmpty();
  }
}
