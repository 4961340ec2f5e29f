package io.trainmaster.job.report;

/** What a model was asked to do, which decides the charts that a reader expects. */
public enum TaskKind {
  BINARY("binary", "Binary classification"),
  MULTICLASS("multiclass", "Multiclass classification"),
  REGRESSION("regression", "Regression"),
  CLUSTERING("clustering", "Clustering");

  private final String key;
  private final String title;

  TaskKind(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The name in {@code report.json} and in the properties of a model. */
  public String key() {
    return key;
  }

  /** The name on the page. */
  public String title() {
    return title;
  }

  /**
   * The kind of a key.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static TaskKind of(String key) {
    for (TaskKind kind : values()) {
      if (kind.key.equals(key)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("No kind of task is called " + key);
  }
}
