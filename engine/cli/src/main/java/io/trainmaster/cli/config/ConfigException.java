package io.trainmaster.cli.config;

/** A setting that can't be used: what, where it stands and what to do about it. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String mend;

  /**
   * An error of the person who wrote the setting.
   *
   * @param message one sentence
   * @param place a file with a line, a flag or a variable
   * @param mend what to do
   */
  public ConfigException(String message, String place, String mend) {
    super(message);
    this.place = place;
    this.mend = mend;
  }

  /** Where the setting stands. */
  public String place() {
    return place;
  }

  /** What to do. */
  public String mend() {
    return mend;
  }
}
