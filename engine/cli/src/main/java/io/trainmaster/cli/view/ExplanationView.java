package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.model.ValueText;
import io.trainmaster.placement.GpuShare;
import io.trainmaster.track.AttemptRecord;
import io.trainmaster.why.Explanation;
import io.trainmaster.why.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Why a task waits, for people and for programs. */
public record ExplanationView(Explanation explanation, Instant now) {

  /** More of those who have what it waits for are only counted. */
  private static final int MOST_HOLDERS = 5;

  /** A sentence a line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s of %s".formatted(explanation.task(), explanation.run()));
    lines.add(explanation.reason());
    explanation
        .place()
        .ifPresent(
            place ->
                lines.add(
                    "It is number %d of %d that wait.".formatted(place.number(), place.of())));
    if (!explanation.holders().isEmpty()) {
      lines.add("Who has it:");
      explanation.holders().stream()
          .limit(MOST_HOLDERS)
          .map(this::held)
          .forEach(line -> lines.add("  " + line));
      int more = explanation.holders().size() - MOST_HOLDERS;
      if (more > 0) {
        lines.add("  and %d more".formatted(more));
      }
    }
    explanation
        .start()
        .ifPresent(
            start ->
                lines.add(
                    "It is expected to start %s, %s."
                        .formatted(
                            start.at().isAfter(now)
                                ? "in "
                                    + ValueText.duration(Duration.between(now, start.at()))
                                    + ", at "
                                    + Times.at(start.at())
                                : "any time now",
                            start.because())));
    if (!explanation.remedies().isEmpty()) {
      lines.add("Each of these, alone, would start it now:");
      for (Explanation.Remedy remedy : explanation.remedies()) {
        lines.add(
            "  - %s%s"
                .formatted(
                    remedy.change(), remedy.how().isEmpty() ? "" : " (" + remedy.how() + ")"));
      }
    }
    return lines;
  }

  private String held(Situation.Holder holder) {
    AttemptRecord attempt = holder.attempt();
    List<String> has = new ArrayList<>();
    if (attempt.cpus() > 0) {
      has.add(attempt.cpus() == 1 ? "1 CPU" : attempt.cpus() + " CPUs");
    }
    if (attempt.memoryBytes() > 0) {
      has.add(ValueText.bytes(attempt.memoryBytes()));
    }
    if (!attempt.gpus().isEmpty()) {
      has.add("GPU " + GpuShare.words(attempt.gpus()));
    }
    return "%s of %s: %s for %s"
        .formatted(
            attempt.task(),
            holder.run(),
            String.join(", ", has),
            ValueText.duration(Duration.between(attempt.launchedAt(), now)));
  }

  /** The same for programs. */
  public ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("run", explanation.run().value())
            .put("task", explanation.task().value())
            .put("reason", explanation.reason());
    explanation
        .place()
        .ifPresent(place -> json.put("place", place.number()).put("waiting", place.of()));
    ArrayNode holders = json.putArray("holders");
    for (Situation.Holder holder : explanation.holders()) {
      AttemptRecord attempt = holder.attempt();
      ArrayNode gpus =
          holders
              .addObject()
              .put("run", holder.run().value())
              .put("task", attempt.task().value())
              .put("cpus", attempt.cpus())
              .put("memoryBytes", attempt.memoryBytes())
              .put("since", attempt.launchedAt().toString())
              .putArray("gpus");
      attempt.gpus().forEach(share -> gpus.add(share.words()));
    }
    explanation
        .start()
        .ifPresent(
            start -> json.put("expectedStart", start.at().toString()).put("then", start.because()));
    ArrayNode remedies = json.putArray("wouldStartIt");
    explanation
        .remedies()
        .forEach(
            remedy -> remedies.addObject().put("change", remedy.change()).put("how", remedy.how()));
    return json;
  }
}
