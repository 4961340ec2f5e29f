package io.trainmaster.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scheduler under faults; {@code -Dtrainmaster.stories=N} tells how many stories are played.
 */
class SimulationTest {

  private static final long STORIES = Long.getLong("trainmaster.stories", 28_000);

  /** So many stories take every transition, many times. */
  private static final long ENOUGH = 10_000;

  private static final Set<Bug> NO_BUGS = EnumSet.noneOf(Bug.class);

  @Test
  void nothingThatNeverMayHappens() {
    long steps = 0;
    Coverage coverage = new Coverage();
    for (long seed = 1; seed <= STORIES; seed++) {
      World.Result result = World.play(Setup.of(seed), NO_BUGS, coverage);
      steps += result.steps();
      if (result.violation().isPresent()) {
        Setup smallest = new Shrinker(NO_BUGS).shrink(Setup.of(seed));
        throw new AssertionError(
            "seed %d: %s; the smallest story that goes wrong: %s: %s"
                .formatted(
                    seed,
                    result.violation().get(),
                    smallest,
                    World.play(smallest, NO_BUGS).violation().orElseThrow()));
      }
    }
    System.out.printf("%,d stories, %,d steps%n", STORIES, steps);
    assertThat(steps).isGreaterThan(STORIES);
    if (STORIES >= ENOUGH) {
      assertThat(coverage.untaken()).as("transitions that no story took").isEmpty();
    }
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
