package io.trainmaster.job.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a test report says. {@link ReportWriter} turns it into files.
 *
 * @param title what was tested, such as {@code churn}
 * @param subtitle one line under it; may be empty
 * @param task what the model does
 * @param facts run, model, data, rows, seed, versions and when, by name, in the order of the page
 * @param metrics the most telling first: the page gives the first four the most room
 * @param sections at most one of each type, in any order
 */
public record ReportData(
    String title,
    String subtitle,
    TaskKind task,
    Map<String, String> facts,
    List<Metric> metrics,
    List<Section> sections) {

  public ReportData {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    metrics = List.copyOf(metrics);
    sections = List.copyOf(sections);
    if (sections.stream().map(Object::getClass).distinct().count() < sections.size()) {
      throw new IllegalArgumentException("A report has two sections of one type");
    }
  }

  /** Starts a report. */
  public static Builder builder(String title, TaskKind task) {
    return new Builder(title, task);
  }

  /** The section of a type. */
  public <S extends Section> Optional<S> section(Class<S> type) {
    return sections.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Whether no check failed; true where there are none. */
  public boolean passed() {
    return section(Section.Checks.class).stream()
        .flatMap(section -> section.checks().stream())
        .allMatch(Section.Checks.Check::passed);
  }

  /** Collects a report's parts. Not safe for use by several threads. */
  public static final class Builder {

    private final String title;
    private final TaskKind task;
    private String subtitle = "";
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    private Builder(String title, TaskKind task) {
      this.title = title;
      this.task = task;
    }

    /** Sets the line under the title. */
    public Builder subtitle(String text) {
      subtitle = text;
      return this;
    }

    /** Adds a fact. */
    public Builder fact(String name, String value) {
      facts.put(name, value);
      return this;
    }

    /** Adds a metric. */
    public Builder metric(Metric metric) {
      metrics.add(metric);
      return this;
    }

    /** Adds a section. */
    public Builder section(Section section) {
      sections.add(section);
      return this;
    }

    /** The report. */
    public ReportData build() {
      return new ReportData(title, subtitle, task, facts, metrics, sections);
    }
  }
}
