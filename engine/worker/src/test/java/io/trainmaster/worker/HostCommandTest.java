package io.trainmaster.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.run.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process of an attempt is told of its GPUs. */
class HostCommandTest {

  private static final long GIB = 1L << 30;

  private final Path folder;

  HostCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aShareIsToldInPartsAndInBytes() throws IOException {
    assertThat(environment(new AttemptRequest.Device("GPU-1", 600, 48 * GIB)))
        .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-1")
        .containsEntry("TRAINMASTER_GPU_SHARE", "0.600")
        .containsEntry("TRAINMASTER_GPU_MEMORY_BYTES", "51539607552");
  }

  @Test
  void ofSeveralGpusTheSmallestMemoryIsTold() throws IOException {
    assertThat(
            environment(
                new AttemptRequest.Device("GPU-1", 1_000, 80 * GIB),
                new AttemptRequest.Device("GPU-2", 1_000, 16 * GIB)))
        .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-1,GPU-2")
        .containsEntry("TRAINMASTER_GPU_SHARE", "1.000")
        .containsEntry("TRAINMASTER_GPU_MEMORY_BYTES", "17179869184");
  }

  @Test
  void memoryThatIsNotKnownIsNotTold() throws IOException {
    assertThat(environment(new AttemptRequest.Device("0", 500, 0)))
        .containsEntry("TRAINMASTER_GPU_SHARE", "0.500")
        .doesNotContainKey("TRAINMASTER_GPU_MEMORY_BYTES");
    assertThat(environment())
        .containsEntry("CUDA_VISIBLE_DEVICES", "")
        .doesNotContainKey("TRAINMASTER_GPU_SHARE");
  }

  @Test
  void whatGoesToTheClusterItselfIsToldHowManyGpusAndSeesNone() throws IOException {
    HostSettings here = WorkerFixture.settings(Duration.ofSeconds(1));
    HostSettings onCluster =
        new HostSettings(
            here.java(),
            here.classPath(),
            here.jvmOptions(),
            here.heapBytes(),
            here.environment(),
            Map.of("spark.master", "spark://head:7077"),
            here.classDataArchive(),
            here.grace(),
            here.orphanGrace());

    assertThat(environment(onCluster, "spark.submit", new AttemptRequest.Device("any-0", 1_000, 0)))
        .containsEntry("TRAINMASTER_GPU_COUNT", "1")
        .containsEntry("CUDA_VISIBLE_DEVICES", "");
    assertThat(environment(here, "spark.submit", new AttemptRequest.Device("GPU-1", 1_000, 0)))
        .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-1")
        .doesNotContainKey("TRAINMASTER_GPU_COUNT");
  }

  private Map<String, String> environment(AttemptRequest.Device... gpus) throws IOException {
    return environment(WorkerFixture.settings(Duration.ofSeconds(1)), "shell", gpus);
  }

  private Map<String, String> environment(
      HostSettings settings, String operator, AttemptRequest.Device... gpus) throws IOException {
    AttemptRequest request =
        new AttemptRequest(
            new RunId("churn-7"),
            new RunId("churn-7"),
            new TaskId("fit"),
            1,
            12,
            operator,
            Map.of(),
            List.of(),
            TaskSpec.Isolation.OWN,
            1,
            GIB,
            List.of(gpus),
            folder.resolve("attempt"),
            folder.resolve("checkpoint"),
            folder,
            Optional.empty(),
            Optional.empty());
    return new HostCommand(settings)
        .own(request, folder, folder.resolve("socket"), "mark")
        .environment();
  }
}
