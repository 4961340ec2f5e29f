package io.trainmaster.replay.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainmaster.replay.TraceException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small cases by hand: 64 GPUs on 8 nodes, models that take 10 seconds to get going. */
class JobReplayTest {

  @Test
  void aJobAloneTakesAsLongAsItHasWork() {
    assertThat(JobReplay.run(List.of(job(1, 64, 0, 100)), ShortestFirst.byTime()))
        .isEqualTo(new JobTimes(100, 100, 100));
  }

  @Test
  void aShorterJobInterruptsALongerOneThatThenStartsAgain() {
    List<TraceJob> jobs = List.of(job(1, 64, 0, 1000), job(2, 64, 100, 50));

    JobTimes times = JobReplay.run(jobs, ShortestFirst.byTime());

    // Of the first 100 seconds 10 are lost; 910 remain when the short job ends at 150.
    assertThat(times.makespan()).isCloseTo(1060, within(1e-6));
    assertThat(times.average()).isCloseTo((1060 + 50) / 2.0, within(1e-6));
  }

  @Test
  void whatHasHadLeastGoesFirstWithoutKnowingHowLongItIs() {
    List<TraceJob> jobs = List.of(job(1, 64, 0, 1000), job(2, 64, 100, 50));

    // The first job has had its 3,250 seconds of one GPU after 51 seconds and is in the last queue
    // after 113, but the second is in the first queue until it ends.
    assertThat(JobReplay.run(jobs, new LeastAttained()).p99()).isGreaterThan(1050);
  }

  @Test
  void aJobThatDoesNotFitIsPassedOver() {
    List<TraceJob> jobs = List.of(job(1, 60, 0, 100), job(2, 8, 0, 200), job(3, 4, 0, 300));

    JobTimes times = JobReplay.run(jobs, ShortestFirst.byTime());

    // Job 3 starts beside job 1 at 0; job 2 needs a whole node, and gets one at 100. What runs
    // loses
    // 10 seconds at each of the two events that come before it ends.
    assertThat(times.makespan()).isCloseTo(320, within(1e-6));
  }

  @Test
  void aJobLargerThanTheClusterIsRefused() {
    assertThatThrownBy(() -> JobReplay.run(List.of(job(7, 65, 0, 1)), ShortestFirst.byTime()))
        .isInstanceOf(TraceException.class)
        .hasMessage("Job 7 asks for 65 GPUs and there are 64; take it out of the trace.");
  }

  @Test
  void gpusAreTakenOnOneNodeOrOnIdleOnes() {
    GpuNodes nodes = new GpuNodes(3, 8);

    assertThat(nodes.take(4)).isTrue();
    assertThat(nodes.take(21)).as("two idle nodes and 5 beside the first 4").isFalse();
    assertThat(nodes.take(16)).as("the two idle nodes").isTrue();
    assertThat(nodes.take(5)).isFalse();
    assertThat(nodes.take(4)).isTrue();
    nodes.empty();
    assertThat(nodes.take(20)).isTrue();
    assertThat(nodes.take(4)).isTrue();
    assertThat(nodes.take(1)).isFalse();
  }

  private static TraceJob job(int id, int gpus, double submitSeconds, double seconds) {
    return new TraceJob(id, gpus, submitSeconds, seconds, 1, "bert");
  }
}
