package io.trainmaster.job.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainmaster.job.TaskError;
import io.trainmaster.job.TaskException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One request in the words of each kind of master. */
class SubmitSettingsTest {

  private static final long GIB = 1L << 30;
  private static final String NAME = "nightly-7/features/2 fence 41";

  private static SubmitRequest request(int gpus, Map<String, String> conf) {
    return new SubmitRequest(NAME, 4, 8 * GIB, gpus, 3, 2 * GIB, Map.of("pool", "a100"), conf);
  }

  private static String settings(String master, Map<String, String> properties, int gpus)
      throws TaskException {
    return SubmitSettings.of(master, properties, request(gpus, Map.of())).entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void inLocalModeTheDriverHasEverything() throws TaskException {
    assertThat(settings("local[4]", Map.of("spark.sql.ansi.enabled", "true"), 0))
        .isEqualTo(
            """
            spark.app.name=nightly-7/features/2 fence 41
            spark.driver.memory=8192m
            spark.extraListeners=io.trainmaster.job.spark.submit.ApplicationListener
            spark.log.level=WARN
            spark.master=local[4]
            spark.sql.ansi.enabled=true
            spark.submit.deployMode=client
            spark.ui.enabled=false
            """);
  }

  @Test
  void onAStandaloneClusterCoresAreBounded() throws TaskException {
    Map<String, String> properties =
        Map.of(
            "spark.executor.resource.cpuworker.amount", "1",
            "spark.executor.memory", "1g",
            "spark.trainmaster.page", "http://head:8080",
            "other", "left out");

    assertThat(settings("spark://head:7077", properties, 0))
        .isEqualTo(
            """
            spark.app.name=nightly-7/features/2 fence 41
            spark.cores.max=12
            spark.driver.memory=2048m
            spark.dynamicAllocation.enabled=false
            spark.executor.cores=4
            spark.executor.memory=8192m
            spark.executor.resource.cpuworker.amount=1
            spark.extraListeners=io.trainmaster.job.spark.submit.ApplicationListener
            spark.log.level=WARN
            spark.master=spark://head:7077
            spark.submit.deployMode=client
            spark.ui.enabled=false
            """);
  }

  @Test
  void whatWantsGpusGoesToTheWorkersThatHaveSome() throws TaskException {
    assertThat(
            settings(
                "spark://head:7077", Map.of("spark.executor.resource.cpuworker.amount", "1"), 2))
        .contains("spark.executor.resource.gpu.amount=2\n", "spark.task.resource.gpu.amount=1\n")
        .doesNotContain("cpuworker");
  }

  @Test
  void onKubernetesPodsHaveLabelsSelectorsAndGpusOfAVendor() throws TaskException {
    assertThat(
            settings(
                "k8s://https://cluster:6443",
                Map.of("spark.kubernetes.container.image", "registry/spark:4.1.0"),
                1))
        .isEqualTo(
            """
            spark.app.name=nightly-7/features/2 fence 41
            spark.driver.memory=2048m
            spark.dynamicAllocation.enabled=false
            spark.executor.cores=4
            spark.executor.instances=3
            spark.executor.memory=7373m
            spark.executor.memoryOverhead=819m
            spark.executor.resource.gpu.amount=1
            spark.executor.resource.gpu.discoveryScript=/opt/spark/examples/src/main/scripts/getGpusResources.sh
            spark.executor.resource.gpu.vendor=nvidia.com
            spark.extraListeners=io.trainmaster.job.spark.submit.ApplicationListener
            spark.kubernetes.container.image=registry/spark:4.1.0
            spark.kubernetes.driver.label.trainmaster-attempt=nightly-7-features-2-fence-41
            spark.kubernetes.executor.label.trainmaster-attempt=nightly-7-features-2-fence-41
            spark.kubernetes.executor.node.selector.pool=a100
            spark.log.level=WARN
            spark.master=k8s://https://cluster:6443
            spark.submit.deployMode=client
            spark.task.resource.gpu.amount=1
            spark.ui.enabled=false
            """);
  }

  @Test
  void onYarnContainersHaveATagALabelAndADiscoveryScript() throws TaskException {
    assertThat(
            settings(
                "yarn", Map.of("spark.executor.resource.gpu.discoveryScript", "/opt/gpus.sh"), 1))
        .isEqualTo(
            """
            spark.app.name=nightly-7/features/2 fence 41
            spark.driver.memory=2048m
            spark.dynamicAllocation.enabled=false
            spark.executor.cores=4
            spark.executor.instances=3
            spark.executor.memory=7373m
            spark.executor.memoryOverhead=819m
            spark.executor.resource.gpu.amount=1
            spark.executor.resource.gpu.discoveryScript=/opt/gpus.sh
            spark.extraListeners=io.trainmaster.job.spark.submit.ApplicationListener
            spark.log.level=WARN
            spark.master=yarn
            spark.submit.deployMode=client
            spark.task.resource.gpu.amount=1
            spark.ui.enabled=false
            spark.yarn.executor.nodeLabelExpression=pool
            spark.yarn.tags=trainmaster-nightly-7-features-2-fence-41
            """);
  }

  @Test
  void whatTheUserSetsWins() throws TaskException {
    Map<String, String> settings =
        SubmitSettings.of(
            "spark://head:7077",
            Map.of("spark.extraListeners", "org.example.Ears"),
            request(1, Map.of("spark.task.resource.gpu.amount", "0.5", "spark.log.level", "INFO")));

    assertThat(settings)
        .containsEntry("spark.task.resource.gpu.amount", "0.5")
        .containsEntry("spark.log.level", "INFO")
        .containsEntry(
            "spark.extraListeners", "org.example.Ears," + ApplicationListener.class.getName());
  }

  @Test
  void byWhatAnApplicationIsFoundIsNotTheUsersToSet() {
    for (String key :
        new String[] {"spark.master", "spark.app.name", "spark.yarn.tags", "spark.trainmaster.x"}) {
      assertThatThrownBy(() -> SubmitSettings.of("yarn", Map.of(), request(0, Map.of(key, "mine"))))
          .isInstanceOfSatisfying(
              TaskException.class,
              refused -> {
                assertThat(refused.error()).isEqualTo(TaskError.ARGUMENT_INVALID);
                assertThat(refused.place()).isEqualTo(key);
              });
    }
  }

  @Test
  void aLabelIsAsLongAsItMayBeAndKeepsTheEnd() {
    String label = SubmitSettings.label("workflow".repeat(9) + "/task/12 fence 7");

    assertThat(label).hasSizeLessThanOrEqualTo(63).endsWith("-task-12-fence-7");
    assertThat(SubmitSettings.label("/a b/")).isEqualTo("a-b");
  }

  @Test
  void aDriverBesideItsMasterIsFoundThere() throws TaskException {
    assertThat(settings("spark://127.0.0.1:7077", Map.of(), 0))
        .contains("spark.driver.host=127.0.0.1\n", "spark.driver.bindAddress=127.0.0.1\n");
  }

  @Test
  void asManyGpusAsAreSaidOrInSight() {
    assertThat(ClusterSettings.gpus(Map.of())).isZero();
    assertThat(ClusterSettings.gpus(Map.of("CUDA_VISIBLE_DEVICES", ""))).isZero();
    assertThat(ClusterSettings.gpus(Map.of("CUDA_VISIBLE_DEVICES", "GPU-a,GPU-b"))).isEqualTo(2);
    assertThat(
            ClusterSettings.gpus(Map.of("CUDA_VISIBLE_DEVICES", "", "TRAINMASTER_GPU_COUNT", "3")))
        .isEqualTo(3);
  }
}
