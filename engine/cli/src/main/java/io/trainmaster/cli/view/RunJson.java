package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.json.PlainJson;
import io.trainmaster.run.Failure;
import io.trainmaster.track.ArtifactRecord;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.track.Metric;
import io.trainmaster.track.ModelVersion;
import io.trainmaster.track.RunRecord;
import io.trainmaster.track.RunSummary;
import io.trainmaster.track.TaskRecord;
import java.util.List;
import java.util.Map;

/** Records as JSON for programs. Fields are added to it and never change their meaning. */
public final class RunJson {
  private RunJson() {}

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A run in short. */
  public static ObjectNode of(RunSummary run) {
    ObjectNode json =
        object()
            .put("run", run.id().value())
            .put("workflow", run.workflow())
            .put("version", run.versionHash())
            .put("phase", run.phase().name())
            .put("message", run.message())
            .put("startedAt", run.startedAt().toString());
    run.endedAt().ifPresent(end -> json.put("endedAt", end.toString()));
    run.caller()
        .ifPresent(
            caller ->
                json.putObject("madeBy")
                    .put("run", caller.run().value())
                    .put("task", caller.task().value())
                    .put("attempt", caller.attempt()));
    return json;
  }

  /** A run with all that is recorded of it. */
  public static ObjectNode of(RunRecord run, List<ModelVersion> models) {
    ObjectNode json = of(run.summary());
    json.set("parameters", PlainJson.of(run.parameters()));
    json.set("environment", texts(run.environment()));
    ArrayNode tasks = json.putArray("tasks");
    run.tasks().forEach(task -> tasks.add(task(run, task)));
    ArrayNode artifacts = json.putArray("artifacts");
    run.artifacts().forEach(artifact -> artifacts.add(artifact(artifact)));
    ArrayNode versions = json.putArray("models");
    models.forEach(model -> versions.add(of(model)));
    return json;
  }

  private static ObjectNode task(RunRecord run, TaskRecord task) {
    ObjectNode json =
        object()
            .put("task", task.id().value())
            .put("phase", task.phase().name())
            .put("message", task.message());
    task.output().ifPresent(output -> json.set("output", PlainJson.of(output)));
    ArrayNode attempts = json.putArray("attempts");
    task.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    ArrayNode metrics = json.putArray("metrics");
    for (Metric metric : run.metrics().getOrDefault(task.id(), List.of())) {
      ObjectNode each = metrics.addObject().put("key", metric.key()).put("step", metric.step());
      each.set("value", PlainJson.number(metric.value()));
    }
    json.set("params", texts(run.params().getOrDefault(task.id(), Map.of())));
    ArrayNode sources = json.putArray("sources");
    run.sources()
        .getOrDefault(task.id(), List.of())
        .forEach(
            source ->
                sources
                    .addObject()
                    .put("uri", source.uri())
                    .put("digest", source.digest())
                    .put("bytes", source.bytes()));
    return json;
  }

  private static ObjectNode attempt(AttemptRecord attempt) {
    ObjectNode json =
        object()
            .put("number", attempt.number())
            .put("phase", attempt.phase().name())
            .put("node", attempt.node())
            .put("pid", attempt.pid())
            .put("placement", attempt.placement())
            .put("cpus", attempt.cpus())
            .put("memoryBytes", attempt.memoryBytes())
            .put("peakMemoryBytes", attempt.peakMemoryBytes())
            .put("log", attempt.logFile())
            .put("launchedAt", attempt.launchedAt().toString());
    if (!attempt.gpus().isEmpty()) {
      ArrayNode gpus = json.putArray("gpus");
      attempt.gpus().forEach(share -> gpus.add(share.words()));
    }
    attempt.startedAt().ifPresent(start -> json.put("startedAt", start.toString()));
    attempt.endedAt().ifPresent(end -> json.put("endedAt", end.toString()));
    attempt.failure().ifPresent(failure -> json.set("failure", failure(failure)));
    return json;
  }

  private static ObjectNode failure(Failure failure) {
    return object()
        .put("outcome", failure.outcome().word())
        .put("code", failure.code())
        .put("message", failure.message())
        .put("place", failure.place())
        .put("mend", failure.mend());
  }

  private static ObjectNode artifact(ArtifactRecord artifact) {
    return object()
        .put("task", artifact.task().value())
        .put("attempt", artifact.attempt())
        .put("output", artifact.output())
        .put("type", artifact.artifact().type())
        .put("digest", artifact.artifact().digest())
        .put("bytes", artifact.bytes());
  }

  /** A registered model. */
  public static ObjectNode of(ModelVersion model) {
    ObjectNode json =
        object()
            .put("name", model.name())
            .put("version", model.version())
            .put("run", model.run().value())
            .put("task", model.task().value())
            .put("registeredAt", model.registeredAt().toString());
    json.set("model", PlainJson.of(model.model()));
    model.report().ifPresent(report -> json.set("report", PlainJson.of(report)));
    ArrayNode aliases = json.putArray("aliases");
    model.aliases().forEach(aliases::add);
    json.set("tags", texts(model.tags()));
    return json;
  }

  private static ObjectNode texts(Map<String, String> texts) {
    ObjectNode json = object();
    texts.forEach(json::put);
    return json;
  }
}
