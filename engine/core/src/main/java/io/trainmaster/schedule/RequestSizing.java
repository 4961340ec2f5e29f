package io.trainmaster.schedule;

import io.trainmaster.model.Outcome;
import io.trainmaster.model.Policy;
import io.trainmaster.model.ResourceRequest;
import io.trainmaster.model.RetryRule;
import io.trainmaster.run.RetryPolicy;
import java.util.List;
import java.util.Map;

/** What a task asks for after the edits that its retries made, such as {@code memory *= 2}. */
final class RequestSizing {

  private RequestSizing() {}

  static List<ResourceRequest> requests(Policy policy, Map<Outcome, Integer> retries) {
    return retries.isEmpty()
        ? policy.resources()
        : policy.resources().stream().map(request -> grown(request, policy, retries)).toList();
  }

  private static ResourceRequest grown(
      ResourceRequest request, Policy policy, Map<Outcome, Integer> retries) {
    double cpu = factor("cpu", policy, retries);
    return new ResourceRequest(
        (int) Math.ceil(request.cpuMin() * cpu),
        (int) Math.ceil(request.cpuMax() * cpu),
        (long) (request.memoryBytes() * factor("memory", policy, retries)),
        request.gpuCount(),
        (long) (request.gpuMemoryBytes() * factor("gpu.memory", policy, retries)),
        request.gpuModels(),
        request.within(),
        request.gpuShareMilli());
  }

  private static double factor(String resource, Policy policy, Map<Outcome, Integer> retries) {
    double factor = 1;
    for (Map.Entry<Outcome, Integer> used : retries.entrySet()) {
      List<RetryRule.Edit> edits =
          RetryPolicy.rule(policy, used.getKey()).map(RetryRule::edits).orElse(List.of());
      for (RetryRule.Edit edit : edits) {
        if (edit.resource().equals(resource)) {
          factor *= Math.pow(edit.factor(), used.getValue());
        }
      }
    }
    return factor;
  }
}
