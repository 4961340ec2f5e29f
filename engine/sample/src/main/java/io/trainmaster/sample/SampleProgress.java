package io.trainmaster.sample;

/** Is told how far the making of a sample is. */
@FunctionalInterface
public interface SampleProgress {

  /** For who does not care. */
  SampleProgress NONE = (done, total) -> {};

  /**
   * Some more rows were made.
   *
   * @param done how many there are now
   * @param total how many there will be
   */
  void rows(long done, long total);
}
