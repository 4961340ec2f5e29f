package io.trainmaster.cli.config;

/** Where a value can come from, strongest first. */
public enum Layer {
  /** {@code --set key=value}. */
  FLAG("flag"),
  /** A variable such as {@code TRAINMASTER_STATE_DIR}. */
  ENVIRONMENT("environment"),
  /** {@code conf/dev.properties} and its like, chosen by {@code --env}. */
  OVERLAY("overlay"),
  /** {@code conf/trainmaster.properties}. */
  PROJECT("project"),
  /** {@code trainmaster/trainmaster.properties} in the user's configuration folder. */
  USER("user"),
  /** The declaration. */
  DEFAULT("default");

  private final String word;

  Layer(String word) {
    this.word = word;
  }

  /** How people are told. */
  public String word() {
    return word;
  }
}
