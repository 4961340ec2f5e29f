package io.trainmaster.sim;

import io.trainmaster.model.Automation;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.model.WorkflowGraph;
import io.trainmaster.model.WorkflowVersion;
import io.trainmaster.plan.PlanBounds;
import io.trainmaster.plan.RunPlan;
import io.trainmaster.time.TriggerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The workflows of a story that have schedules, each in several versions. */
final class Catalogue {

  /** When stories begin: among others, around changes of the clocks. */
  private static final List<Instant> BEGINNINGS =
      List.of(
          Instant.parse("2026-01-05T00:00:00Z"),
          Instant.parse("2026-03-29T00:50:00Z"),
          Instant.parse("2026-10-25T00:45:00Z"),
          Instant.parse("2026-11-01T05:50:00Z"),
          Instant.parse("2028-02-28T23:55:00Z"));

  private static final List<String> ZONES =
      List.of("UTC", "Europe/Vilnius", "America/New_York", "Australia/Lord_Howe");

  private static final List<String> CRONS =
      List.of("* * * * *", "*/2 * * * *", "*/3 0-6 * * *", "5,10,15 * * * *", "*/4 1-3 * * *");

  private static final int VERSIONS = 3;

  /** What workflows run on. */
  static final String FILE = "file";

  static final String HOOK = "hook";

  private final Chance random;
  private final Stories stories;
  private final Instant beginning;
  private final List<Scheduled> workflows = new ArrayList<>();
  private final List<Scheduled> eventful = new ArrayList<>();
  private final Map<String, WorkflowVersion> versions = new HashMap<>();
  private final Map<String, RunPlan> plans = new HashMap<>();

  /**
   * @param workflows how many workflows have schedules
   * @param events how many run on events
   */
  Catalogue(Chance random, Stories stories, int workflows, int events) {
    this.random = random;
    this.stories = stories;
    this.beginning = BEGINNINGS.get(random.below(BEGINNINGS.size()));
    for (int i = 1; i <= workflows; i++) {
      this.workflows.add(workflow("s" + i, this::schedules));
    }
    for (int i = 1; i <= events; i++) {
      this.eventful.add(workflow("e" + i, this::events));
    }
  }

  /** A workflow that runs by itself. */
  record Scheduled(String name, List<WorkflowVersion> versions) {
    /** The name of its schedule of that place, from 1. */
    TriggerId trigger(int place) {
      return new TriggerId(name + "/schedule-" + place);
    }
  }

  /** What a clock that is right shows when the story begins. */
  Instant beginning() {
    return beginning;
  }

  List<Scheduled> workflows() {
    return workflows;
  }

  /** The workflows that run on events. */
  List<Scheduled> eventful() {
    return eventful;
  }

  /** The name of an event's trigger. */
  static TriggerId trigger(String prefix, Trigger.Event event) {
    boolean isData = event.source().equals("data");
    return new TriggerId(prefix + event.source() + ":" + (isData ? FILE : HOOK));
  }

  WorkflowVersion version(String hash) {
    return Objects.requireNonNull(versions.get(hash));
  }

  RunPlan plan(String hash) {
    return plans.computeIfAbsent(
        hash, key -> RunPlan.of(version(key).graph(), Map.of(), new PlanBounds(20, 20)));
  }

  private List<Trigger> schedules() {
    List<Trigger> schedules = new ArrayList<>();
    for (int number = random.below(2); number >= 0; number--) {
      schedules.add(schedule());
    }
    return schedules;
  }

  /** On a file, or a hook, or both. */
  private List<Trigger> events() {
    int which = random.below(3);
    List<Trigger> events = new ArrayList<>();
    if (which != 0) {
      events.add(event("data", FILE));
    }
    if (which != 1) {
      events.add(event("webhook", HOOK));
    }
    return events;
  }

  private Trigger.Event event(String source, String of) {
    return new Trigger.Event(
        1,
        source,
        Map.of("name", new Expression.Literal(Value.text(of))),
        Map.of(),
        random.coin() ? Optional.empty() : Optional.of(Duration.ofSeconds(10 + random.below(200))));
  }

  private Scheduled workflow(String name, Supplier<List<Trigger>> triggers) {
    WorkflowGraph graph = stories.small(name);
    List<WorkflowVersion> all = new ArrayList<>();
    for (int i = 0; i < VERSIONS; i++) {
      WorkflowGraph version =
          new WorkflowGraph(
              name,
              "",
              List.of(),
              graph.tasks(),
              Optional.empty(),
              Optional.of(new Automation(triggers.get(), Stories.ALERTS)));
      String hash = name + "/" + i;
      versions.put(hash, new WorkflowVersion(hash, version, "", ""));
      all.add(version(hash));
    }
    return new Scheduled(name, all);
  }

  private Trigger.Schedule schedule() {
    Trigger.Misfire misfire = one(Trigger.Misfire.values());
    boolean limited = misfire == Trigger.Misfire.ALL && random.coin();
    return new Trigger.Schedule(
        1,
        random.coin()
            ? new Trigger.Cron(CRONS.get(random.below(CRONS.size())))
            : new Trigger.Every(Duration.ofSeconds(20 + random.below(200))),
        random.coin() ? Optional.empty() : Optional.of(ZONES.get(random.below(ZONES.size()))),
        misfire,
        limited ? Optional.of(1 + random.below(4)) : Optional.empty(),
        one(Trigger.Overlap.values()));
  }

  private <T> T one(T[] values) {
    return values[random.below(values.length)];
  }
}
