package io.trainmaster.replay.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.replay.Traces;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What our orders are held to, with the same costs as the published ones. */
class OurJobTimesTest {

  /** Themis isn't replayed here: its published averages are given. */
  @ParameterizedTest
  @CsvSource({"trace3, 397059", "trace3_pr, 1502768", "trace4, 994971"})
  void withoutKnowingJobsTakeLessTimeThanWithTiresiasAndThemis(String trace, long themis)
      throws IOException {
    List<TraceJob> jobs = jobs(trace);
    JobTimes ours = JobReplay.run(jobs, InServiceOrder.byHistory());
    JobTimes tiresias = JobReplay.run(jobs, new LeastAttained());

    assertThat(ours.average()).isLessThan(tiresias.average()).isLessThan(themis);
    assertThat(ours.p99()).isLessThanOrEqualTo(tiresias.p99());
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace3", "trace3_pr", "trace4"})
  void knowingJobsTakeNoMoreTimeThanWithTheBestThatKnows(String trace) throws IOException {
    List<TraceJob> jobs = jobs(trace);

    assertThat(JobReplay.run(jobs, InServiceOrder.byRemaining()).average())
        .isLessThanOrEqualTo(JobReplay.run(jobs, ShortestFirst.byService()).average());
  }

  private static List<TraceJob> jobs(String trace) throws IOException {
    return TraceJob.read(Traces.folder("muri").resolve(trace + ".csv"));
  }
}
