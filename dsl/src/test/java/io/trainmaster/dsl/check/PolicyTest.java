package io.trainmaster.dsl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.model.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static SourceFile file(String block) {
    return new SourceFile(
        "p.train", "workflow w() {\n  a = shell([\"x\"]) {\n" + block + "\n  }\n}\n");
  }

  private static Policy policy(String block) {
    SourceFile file = file(block);
    Compilation compilation = TestFiles.compiler().compile(file, SchemaLookup.NONE);
    assertThat(new SnippetRenderer(false).render(file, compilation.diagnostics())).isEmpty();
    return ((TaskSpec.Operator) compilation.workflows().get(0).tasks().get(0)).policy();
  }

  private static List<String> codes(String block) {
    return TestFiles.compiler().compile(file(block), SchemaLookup.NONE).diagnostics().stream()
        .map(one -> one.code().id())
        .toList();
  }

  @Test
  void nothingSaidIsTheDefault() {
    assertThat(policy("")).isEqualTo(Policy.DEFAULT);
  }

  @Test
  void alternativesComeInOrder() {
    Policy policy =
        policy(
            "resources { gpu 2; gpu.memory >= 16 GiB; gpu.model in [\"A100\", \"H100\"]; within 10 min"
                + " } else { cpu 2 .. 8; memory 4 GiB } else { cpu 3; memory >= 1 GB }");

    assertThat(policy.resources())
        .containsExactly(
            new ResourceRequest(
                1,
                1,
                1L << 30,
                2,
                16L << 30,
                List.of("A100", "H100"),
                Optional.of(Duration.ofMinutes(10))),
            ResourceRequest.cpus(2, 8, 4L << 30),
            ResourceRequest.cpus(3, 3, 1_000_000_000L));
  }

  @Test
  void askingForTheMemoryOfAGpuAsksForAShareOfOne() {
    ResourceRequest share = policy("resources { gpu.memory >= 8 GB }").resources().get(0);

    assertThat(share.gpuCount()).isEqualTo(1);
    assertThat(share.gpuShareMilli()).contains(ResourceRequest.SHARE_BY_MEMORY);
    assertThat(share("gpu 1; gpu.memory >= 8 GB")).as("a whole one").isEmpty();
    assertThat(share("gpu.model in [\"A100\"]")).as("a whole one").isEmpty();
  }

  @Test
  void sharesAreThousandthsRoundedUp() {
    assertThat(share("gpu 0.5")).contains(500);
    assertThat(share("gpu 50%")).contains(500);
    assertThat(share("gpu 0.29")).contains(290);
    assertThat(share("gpu 0.3333")).contains(334);
    assertThat(share("gpu 0.0001")).contains(1);
    assertThat(share("gpu 0.5; gpu.memory >= 8 GB")).contains(500);
    assertThat(share("gpu 0.9999")).as("all of it").isEmpty();
    assertThat(share("gpu 1.0")).isEmpty();
    assertThat(policy("resources { gpu 4.0 }").resources().get(0).gpuCount()).isEqualTo(4);
  }

  private static Optional<Integer> share(String lines) {
    return policy("resources { " + lines + " }").resources().get(0).gpuShareMilli();
  }

  @Test
  void rulesKeepTheirOrderAndEdits() {
    Policy policy =
        policy(
            "retry { oom 2 { memory *= 2; cpu *= 1.5 }; lost 3; error 1, backoff: 10 s .. 5 min }");

    assertThat(policy.retries())
        .containsExactly(
            new RetryRule(
                Outcome.OOM,
                2,
                RetryChecker.BACKOFF_MIN,
                RetryChecker.BACKOFF_MAX,
                List.of(new RetryRule.Edit("memory", 2), new RetryRule.Edit("cpu", 1.5))),
            new RetryRule(
                Outcome.LOST, 3, RetryChecker.BACKOFF_MIN, RetryChecker.BACKOFF_MAX, List.of()),
            new RetryRule(
                Outcome.ERROR, 1, Duration.ofSeconds(10), Duration.ofMinutes(5), List.of()));
  }

  @Test
  void aBackoffMayBeOneDuration() {
    RetryRule rule = policy("retry { timeout 1, backoff: 5 s }").retries().get(0);

    assertThat(rule.backoffMin()).isEqualTo(rule.backoffMax()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void timesAreTaken() {
    Policy policy = policy("timeout 90 s; deadline 1.5 h");

    assertThat(policy.timeout()).contains(Duration.ofSeconds(90));
    assertThat(policy.deadline()).contains(Duration.ofMinutes(90));
  }

  @Test
  void everyOutcomeHasARule() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(policy("retry { " + outcome.word() + " 1 }").retry(outcome)).isPresent();
    }
  }

  @Test
  void faultsAreTold() {
    assertThat(codes("timeout")).containsExactly("E0509");
    assertThat(codes("timeout 1 h, 2 h")).containsExactly("E0509");
    assertThat(codes("timeout 1 h; timeout 2 h")).containsExactly("E0314");
    assertThat(codes("timeout > 1 h")).containsExactly("E0509");
    assertThat(codes("resources")).containsExactly("E0509");
    assertThat(codes("resources { cpu 0 }")).containsExactly("E0403");
    assertThat(codes("resources { cpu 1; cpu 2 }")).containsExactly("E0314");
    assertThat(codes("resources { cpu 1.5 }")).containsExactly("E0401");
    assertThat(codes("resources { gpu.model in \"A100\" }")).containsExactly("E0401");
    assertThat(codes("resources { cpu 1 { } }")).containsExactly("E0509");
    assertThat(codes("retry 3")).containsExactly("E0509");
    assertThat(codes("retry { lost }")).containsExactly("E0310");
    assertThat(codes("retry { lost -1 }")).containsExactly("E0403");
    assertThat(codes("retry { lost 1, wait: 5 s }")).containsExactly("E0304");
    assertThat(codes("retry { lost 1, backoff: 5 min .. 1 s }")).containsExactly("E0415");
    assertThat(codes("retry { oom 1 { memory *= 0.5 } }")).containsExactly("E0403");
    assertThat(codes("retry { oom 1 { disk *= 2 } }")).containsExactly("E0305");
    assertThat(codes("retry { lost >= 3 }")).containsExactly("E0509");
    assertThat(codes("budget 40 cpu_h")).containsExactly("E0509");
    assertThat(codes("budget 40 cpu_h, per: year")).containsExactly("E0404");
    assertThat(codes("budget 40 h, per: month")).containsExactly("E0401");
    assertThat(codes("cooldown 0 s")).containsExactly("E0403");
  }
}
