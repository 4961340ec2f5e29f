package io.trainmaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scheduler under faults; {@code -Dtrainmaster.stories=N} tells how many stories are played.
 */
class SimulationTest {

  /** 10^8 steps. Stories have nothing in common, so that each core plays its own. */
  private static final long STORIES = Long.getLong("trainmaster.stories", 84_000);

  /** So many stories take every transition, many times. */
  private static final long ENOUGH = 10_000;

  private static final Set<Bug> NO_BUGS = EnumSet.noneOf(Bug.class);

  @Test
  void nothingThatNeverMayHappens() {
    Coverage coverage = new Coverage();
    LongAccumulator wrong = new LongAccumulator(Math::min, Long.MAX_VALUE);
    long start = System.nanoTime();
    long steps =
        LongStream.rangeClosed(1, STORIES)
            .parallel()
            .map(
                seed -> {
                  World.Result result = World.play(Setup.of(seed), NO_BUGS, coverage);
                  if (result.violation().isPresent()) {
                    wrong.accumulate(seed);
                  }
                  return result.steps();
                })
            .sum();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%,d stories, %,d steps, %,.0f steps/s with %d cores%n",
        STORIES, steps, steps / seconds, Runtime.getRuntime().availableProcessors());
    if (wrong.get() < Long.MAX_VALUE) {
      throw new AssertionError(told(wrong.get()));
    }
    assertThat(steps).isGreaterThan(STORIES);
    if (STORIES >= ENOUGH) {
      assertThat(coverage.untaken()).as("transitions that no story took").isEmpty();
    }
  }

  /** What goes wrong with a seed, and the smallest story with which it does. */
  private static String told(long seed) {
    Setup smallest = new Shrinker(NO_BUGS).shrink(Setup.of(seed));
    return "seed %d: %s; the smallest story that goes wrong: %s: %s"
        .formatted(
            seed,
            World.play(Setup.of(seed), NO_BUGS).violation().orElseThrow(),
            smallest,
            World.play(smallest, NO_BUGS).violation().orElseThrow());
  }

  @Test
  void sameSeedTellsTheSameStory() {
    for (long seed = 1; seed <= 200; seed++) {
      assertThat(World.play(Setup.of(seed), NO_BUGS))
          .isEqualTo(World.play(Setup.of(seed), NO_BUGS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPlantedBugIsSeen(Bug bug) {
    OptionalLong seed = PlantedBugs.firstSeed(bug);
    System.out.println(PlantedBugs.line(bug, seed));
    assertThat(seed).isPresent();
  }

  @Test
  void failingStoryWithTriggersShrinks() {
    EnumSet<Bug> bugs = EnumSet.of(Bug.ALARM_TRUSTED);
    Setup failing = Setup.of(PlantedBugs.firstSeed(Bug.ALARM_TRUSTED).orElseThrow());

    Setup smallest = new Shrinker(bugs).shrink(failing);

    assertThat(World.play(smallest, bugs).violation()).isPresent();
    assertThat(smallest.faults()).hasSizeLessThan(failing.faults().size()).hasSizeLessThan(3);
    assertThat(smallest.schedules() + smallest.events()).isEqualTo(1);
    assertThat(smallest.runs()).isZero();
    assertThat(smallest.tasks()).isEqualTo(1);
    assertThat(smallest.servers()).isEqualTo(1);
  }

  @Test
  void failingStoryShrinks() {
    EnumSet<Bug> bugs = EnumSet.of(Bug.STALE_LAUNCHES);
    Setup failing = Setup.of(PlantedBugs.firstSeed(Bug.STALE_LAUNCHES).orElseThrow());

    Setup smallest = new Shrinker(bugs).shrink(failing);

    assertThat(World.play(smallest, bugs).violation()).isPresent();
    assertThat(smallest.faults()).hasSizeLessThan(failing.faults().size()).hasSizeLessThan(5);
  }
}
