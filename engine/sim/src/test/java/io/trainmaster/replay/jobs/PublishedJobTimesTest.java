package io.trainmaster.replay.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.replay.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The seconds that were published with Muri, which are whole ones; 0 where none were. */
class PublishedJobTimesTest {

  private static final long UNPUBLISHED = 0;

  static Stream<Arguments> published() {
    Supplier<JobOrder> time = ShortestFirst::byTime;
    Supplier<JobOrder> service = ShortestFirst::byService;
    Supplier<JobOrder> attained = LeastAttained::new;
    return Stream.of(
        Arguments.of("trace3", "SRTF", time, 193_082, 8_174_135, 4_538_891),
        Arguments.of("trace3", "SRSF", service, 185_022, 8_174_135, 4_189_699),
        Arguments.of("trace3", "Tiresias-L", attained, 347_213, 8_174_226, 4_983_397),
        Arguments.of("trace3_pr", "SRTF", time, 844_395, UNPUBLISHED, UNPUBLISHED),
        Arguments.of("trace3_pr", "SRSF", service, 798_058, UNPUBLISHED, UNPUBLISHED),
        Arguments.of("trace3_pr", "Tiresias-L", attained, 2_213_110, UNPUBLISHED, UNPUBLISHED),
        Arguments.of("trace4", "SRTF", time, 581_983, 14_787_991, 7_768_533),
        Arguments.of("trace4", "SRSF", service, 487_167, 14_887_909, 7_372_568),
        Arguments.of("trace4", "Tiresias-L", attained, 1_319_383, 13_073_839, 8_663_312));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("published")
  void figuresAreThePublishedOnesToTheSecond(
      String trace, String name, Supplier<JobOrder> order, long average, long makespan, long p99)
      throws IOException {
    Path folder = Traces.folder("muri");
    List<TraceJob> jobs = TraceJob.read(folder.resolve(trace + ".csv"));

    JobTimes times = JobReplay.run(jobs, order.get());

    assertThat(Math.round(times.average())).as("average of %s", name).isEqualTo(average);
    if (makespan != UNPUBLISHED) {
      assertThat(Math.round(times.makespan())).as("makespan of %s", name).isEqualTo(makespan);
      assertThat(Math.round(times.p99())).as("p99 of %s", name).isEqualTo(p99);
    }
  }
}
